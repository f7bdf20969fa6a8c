/** Splitting paths for show; both separators, since drives come from everywhere. */
export interface SplitPath {
  folder: string;
  name: string;
}

/** `a/b/c.jpg` → folder `a/b/` (with its separator), name `c.jpg`. */
export function splitPath(path: string): SplitPath {
  const trimmed = path.replace(/[/\\]+$/, "");
  const cut = Math.max(trimmed.lastIndexOf("/"), trimmed.lastIndexOf("\\")) + 1;
  return { folder: trimmed.slice(0, cut), name: trimmed.slice(cut) || path };
}

export function lastPart(path: string): string {
  return splitPath(path).name;
}

/** A text in two: the first part may be shortened, the second stays. The second is empty where nothing needs cutting. */
export type Halves = [head: string, tail: string];

const LONG_FOLDER = 18;
const LONG_NAME = 24;
const KEPT_OF_NAME = 10;

/** A long folder is shortened before its last part: `2009 Lisb…/selects/`. */
export function folderHalves(folder: string): Halves {
  const inner = folder.slice(0, -1);
  const cut = Math.max(inner.lastIndexOf("/"), inner.lastIndexOf("\\"));
  return folder.length <= LONG_FOLDER || cut <= 0 ? [folder, ""] : [folder.slice(0, cut), folder.slice(cut)];
}

/** A long name is shortened before its end, so that number and extension stay. */
export function nameHalves(name: string): Halves {
  if (name.length <= LONG_NAME) return [name, ""];
  // By characters: a half of a pair would be drawn as a box.
  const letters = [...name];
  const cut = Math.max(0, letters.length - KEPT_OF_NAME);
  return [letters.slice(0, cut).join(""), letters.slice(cut).join("")];
}
