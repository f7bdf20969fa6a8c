/** A path as text: the folder muted, the name strong; the folder gives way first, so both ends stay readable. */
import { splitPath } from "@/lib/paths";
import { RightIcon } from "./icons";
import css from "./PathText.module.css";

interface PathTextProps {
  path: string;
  /** The drive before the path, with an arrow between. */
  drive?: string;
}

export function PathText({ path, drive }: PathTextProps) {
  const { folder, name } = splitPath(path);
  return (
    <span className={css.path} title={drive ? `${drive}: ${path}` : path}>
      {drive && (
        <>
          <span className={css.drive}>{drive}</span>
          <RightIcon size={14} className={css.arrow} />
        </>
      )}
      {folder && <span className={css.folder}>{folder}</span>}
      <span className={css.name}>{name}</span>
    </span>
  );
}
