/** The sign of a file's sort, in the place where a thumbnail would be. */
import { type FileKind, fileKind } from "@/lib/fileKind";
import { FileIcon, type Icon, PictureIcon, SoundIcon, TextIcon, VideoIcon } from "./icons";
import css from "./KindIcon.module.css";

const ICONS: Record<FileKind, Icon> = {
  picture: PictureIcon,
  video: VideoIcon,
  sound: SoundIcon,
  text: TextIcon,
  other: FileIcon,
};

export function KindIcon({ name, large }: { name: string; large?: boolean }) {
  const Drawn = ICONS[fileKind(name)];
  return (
    <span className={large ? `${css.tile} ${css.large}` : css.tile}>
      <Drawn size={large ? 32 : 15} />
    </span>
  );
}
