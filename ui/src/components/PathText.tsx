/** A path as text, in one line or whole: folder muted, name strong. What does not fit is cut in the middle, so both ends stay readable. */
import { Fragment } from "react";
import { folderHalves, type Halves, nameHalves, splitPath } from "@/lib/paths";
import { RightIcon } from "./icons";
import css from "./PathText.module.css";

interface PathTextProps {
  path: string;
  /** The drive before the path, with an arrow between. */
  drive?: string;
  /** In one tone, for paths that only explain. */
  quiet?: boolean;
}

function Part({ halves: [head, tail], look }: { halves: Halves; look: string | undefined }) {
  return (
    <>
      <span className={look}>{head}</span>
      {tail && <span className={`${look} ${css.tail}`}>{tail}</span>}
    </>
  );
}

/** The whole path, over several lines if need be, broken after its parts rather than inside of a name. */
export function WholePath({ path }: { path: string }) {
  const parts = path.split(/(?<=\/)/);
  return parts.map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a path have no other identity
    <Fragment key={index}>
      {index > 0 && <wbr />}
      {part}
    </Fragment>
  ));
}

export function PathText({ path, drive, quiet }: PathTextProps) {
  const { folder, name } = splitPath(path);
  return (
    <span
      className={quiet ? `${css.path} ${css.quiet}` : css.path}
      title={drive ? `${drive}: ${path}` : path}
    >
      {drive && (
        <>
          <span className={css.drive}>{drive}</span>
          <RightIcon size={14} className={css.arrow} />
        </>
      )}
      {folder && <Part halves={folderHalves(folder)} look={css.folder} />}
      <Part halves={nameHalves(name)} look={css.name} />
    </span>
  );
}
