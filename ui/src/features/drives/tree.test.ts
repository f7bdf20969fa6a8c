// @vitest-environment node
import { expect, test } from "vitest";
import type { TreeFolder, TreeLevel } from "@/ipc";
import { pagesIn, pieceAt, piecesOf, rowsIn } from "./tree";

const folder = (path: string): TreeFolder => ({
  name: path,
  path,
  files: 1,
  bytes: 1,
  in_archive: 1,
  left_out: 0,
  failed: 0,
  to_do: 0,
});
const level = (id: number, own_files: number, ...paths: string[]): TreeLevel => ({
  id,
  own_files,
  folders: paths.map(folder),
});

test("open folders show what is in them, below their own row, and others take one row", () => {
  const levels = new Map([
    ["", level(1, 2, "a", "b")],
    ["a", level(2, 1_000_000)],
  ]);
  const pieces = piecesOf(levels, new Set(["a"]));
  expect(rowsIn(pieces)).toBe(1_000_004);
  expect(pieceAt(pieces, 0)).toMatchObject({ kind: "folder", open: true, position: 1, of: 4 });
  expect(pieceAt(pieces, 500_000)).toMatchObject({ kind: "files", folder: 2, level: 2, parent: 0 });
  expect(pieceAt(pieces, 1_000_001)).toMatchObject({ kind: "folder", level: 1, parent: -1 });
  expect(pieceAt(pieces, 1_000_003)).toMatchObject({ kind: "files", folder: 1, before: 2 });
});

test("a folder that is still asked for holds one row", () => {
  const pieces = piecesOf(new Map([["", level(1, 0, "a")]]), new Set(["a"]));
  expect(pieces.map((piece) => piece.kind)).toEqual(["folder", "loading"]);
});

test("only the pages on screen are asked for", () => {
  const levels = new Map([
    ["", level(1, 10, "a")],
    ["a", level(2, 1_000)],
  ]);
  const pieces = piecesOf(levels, new Set(["a"]));
  expect(pagesIn(pieces, 190, 210, 200)).toEqual([
    { folder: 2, page: 0 },
    { folder: 2, page: 1 },
  ]);
  expect(pagesIn(pieces, 990, 1_011, 200)).toEqual(
    [
      { folder: 2, page: 4 },
      { folder: 2, page: 5 },
      { folder: 1, page: 0 },
    ].filter(({ page }) => page < 5),
  );
});
