/** Splitting and shortening paths for show; both separators, since drives come from everywhere. */
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

/** Keeps both ends of a text that is too long: the start tells the place, the end the thing. */
export function shorten(text: string, most: number): string {
  const letters = [...text];
  if (letters.length <= most) return text;
  const head = Math.ceil((most - 1) * 0.55);
  const tail = most - 1 - head;
  return `${letters.slice(0, head).join("")}…${letters.slice(letters.length - tail).join("")}`;
}
