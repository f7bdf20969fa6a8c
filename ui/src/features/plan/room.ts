/** Which archives cannot take what is certain to be copied. */
import type { DestinationView } from "@/ipc";

/** Too few bytes, or too few files that its file system can still make. */
export function isShort(archive: DestinationView): boolean {
  return archive.missing > 0 || archive.missing_files > 0;
}
