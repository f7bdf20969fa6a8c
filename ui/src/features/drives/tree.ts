/** A drive as a tree, laid out as rows: pieces of it stand for many rows, so that a million files cost nothing. Pure. */
import type { TreeFolder, TreeLevel } from "@/ipc";

interface Place {
  /** Index of the first row. */
  start: number;
  /** From 1. */
  level: number;
  /** Index of the folder that it lies in; -1 at the top. */
  parent: number;
}

export type Piece = Place &
  (
    | { kind: "folder"; folder: TreeFolder; open: boolean; position: number; of: number }
    | { kind: "files"; folder: number; count: number; before: number; of: number }
    | { kind: "loading" }
  );

export type Levels = ReadonlyMap<string, TreeLevel | undefined>;

function size(piece: Piece): number {
  return piece.kind === "files" ? piece.count : 1;
}

/** The pieces of all folders that are open, the top's included. Folders come before the files of the same folder. */
export function piecesOf(levels: Levels, open: ReadonlySet<string>): Piece[] {
  const pieces: Piece[] = [];
  let next = 0;
  const put = (piece: Piece) => {
    pieces.push(piece);
    next += size(piece);
  };
  const enter = (path: string, level: number, parent: number) => {
    const inside = levels.get(path);
    if (!inside) {
      put({ kind: "loading", start: next, level, parent });
      return;
    }
    const of = inside.folders.length + inside.own_files;
    inside.folders.forEach((folder, index) => {
      const at = next;
      const isOpen = open.has(folder.path);
      put({ kind: "folder", start: at, level, parent, folder, open: isOpen, position: index + 1, of });
      if (isOpen) enter(folder.path, level + 1, at);
    });
    if (inside.own_files > 0) {
      const before = inside.folders.length;
      put({
        kind: "files",
        start: next,
        level,
        parent,
        folder: inside.id,
        count: inside.own_files,
        before,
        of,
      });
    }
  };
  enter("", 1, -1);
  return pieces;
}

export function rowsIn(pieces: Piece[]): number {
  const last = pieces[pieces.length - 1];
  return last ? last.start + size(last) : 0;
}

/** The piece that a row belongs to. */
export function pieceAt(pieces: Piece[], index: number): Piece | undefined {
  let low = 0;
  let high = pieces.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((pieces[middle]?.start ?? 0) <= index) low = middle;
    else high = middle - 1;
  }
  return pieces[low];
}

export interface FilePage {
  folder: number;
  page: number;
}

/** The pages of files that rows from `start` to `end` need. */
export function pagesIn(pieces: Piece[], start: number, end: number, page: number): FilePage[] {
  const wanted: FilePage[] = [];
  for (const piece of pieces) {
    if (piece.kind !== "files" || piece.start > end || piece.start + piece.count <= start) continue;
    const first = Math.floor(Math.max(0, start - piece.start) / page);
    const last = Math.floor(Math.min(piece.count - 1, end - piece.start) / page);
    for (let at = first; at <= last; at += 1) wanted.push({ folder: piece.folder, page: at });
  }
  return wanted;
}
