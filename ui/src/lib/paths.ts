/**
 * Splitting paths for show. In the text form of the shell `/` parts them on every system, and `\` only begins `\xNN`, which
 * stands for a byte of a name that cannot be shown.
 */
export interface SplitPath {
  folder: string;
  name: string;
}

/** `a/b/c.jpg` → folder `a/b/` (with its separator), name `c.jpg`. */
export function splitPath(path: string): SplitPath {
  const trimmed = path.replace(/\/+$/, "");
  const cut = trimmed.lastIndexOf("/") + 1;
  return { folder: trimmed.slice(0, cut), name: trimmed.slice(cut) || path };
}

export function lastPart(path: string): string {
  return splitPath(path).name;
}

/** What moves a cursor or turns the text around it. */
const MISLEADING = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/gu;

/** How what is dragged over the window is called. Its path is the system's own and no text form: either stroke parts it. */
export function draggedName(path: string): string {
  const [name] = path
    .replace(/[/\\]+$/, "")
    .split(/[/\\]/)
    .reverse();
  return (name || path).replaceAll(MISLEADING, "\ufffd");
}

/** A text in two: the first part may be shortened, the second stays. The second is empty where nothing needs cutting. */
export type Halves = [head: string, tail: string];

const LONG_FOLDER = 18;
const LONG_NAME = 24;
const KEPT_OF_NAME = 10;

/** A long folder is shortened before its last part: `2009 Lisb…/selects/`. */
export function folderHalves(folder: string): Halves {
  const inner = folder.slice(0, -1);
  const cut = inner.lastIndexOf("/");
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
