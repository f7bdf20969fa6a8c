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
