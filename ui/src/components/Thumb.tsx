/** A file's own picture, small; the sign of its kind where there is none. */
import type { FileRow, RevealSide } from "@/ipc";
import { useThumbnail } from "@/lib/thumbnails";
import { KindIcon } from "./KindIcon";
import css from "./KindIcon.module.css";

interface ThumbProps {
  job: string;
  row: FileRow;
  which?: RevealSide;
  large?: boolean;
}

const SMALL = 64;
const LARGE = 320;

export function Thumb({ job, row, which = "source", large }: ThumbProps) {
  const address = useThumbnail(job, row, which, large ? LARGE : SMALL);
  if (address === null)
    return <KindIcon name={which === "twin" ? (row.twin ?? row.name) : row.name} large={large} />;
  return <img src={address} alt="" className={large ? `${css.picture} ${css.large}` : css.picture} />;
}
