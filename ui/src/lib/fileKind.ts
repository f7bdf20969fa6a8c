/** What sort of file a name promises, for its icon; nothing is decided on it. */
export type FileKind = "picture" | "video" | "sound" | "text" | "other";

const KINDS: Record<Exclude<FileKind, "other">, string> = {
  picture:
    "jpg jpeg png tif tiff webp gif bmp heic heif avif cr2 cr3 crw nef nrw arw srf sr2 raf orf rw2 dng pef srw x3f 3fr iiq rwl erf mrw psd",
  video: "mov mp4 m4v avi mts m2ts mpg mpeg mkv wmv 3gp mxf braw r3d webm",
  sound: "wav mp3 m4a aac flac aif aiff ogg opus",
  text: "xmp aae thm dop pp3 on1 cos json txt pdf doc docx md csv xml",
};

const byExtension = new Map<string, FileKind>();
for (const [kind, list] of Object.entries(KINDS)) {
  for (const extension of list.split(" ")) byExtension.set(extension, kind as FileKind);
}

export function fileKind(name: string): FileKind {
  const dot = name.lastIndexOf(".");
  return (dot > 0 && byExtension.get(name.slice(dot + 1).toLowerCase())) || "other";
}
