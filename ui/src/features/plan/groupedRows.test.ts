// @vitest-environment node
import { describe, expect, test } from "vitest";
import type { FolderRow } from "@/ipc";
import { layOut, sectionAt } from "./groupedRows";

const folder = (id: number, matching: number): FolderRow => ({
  id,
  source: 1,
  drive: "Disk",
  path: `folder ${id}`,
  files: matching + 1,
  bytes: 1,
  matching,
  matching_bytes: matching,
  settles: 0,
  also_in: null,
  wholly_archived: false,
  undecided: 0,
  only_here: false,
});

describe("files under their folders", () => {
  const folders = [folder(1, 3), folder(2, 0), folder(3, 2)];

  test("each folder with files takes one row more than it has files", () => {
    const { sections, count } = layOut(folders, new Set());
    expect(count).toBe(7);
    expect(
      sections.map((section) => section.start),
      "a folder without files in this term has no row",
    ).toEqual([0, 4]);
  });

  test("a closed folder keeps its own row", () => {
    expect(layOut(folders, new Set([1])).count).toBe(4);
  });

  test("every row finds its folder", () => {
    const { sections, count } = layOut(folders, new Set());
    const found = Array.from({ length: count }, (_, index) => sectionAt(sections, index)?.folder.id);
    expect(found).toEqual([1, 1, 1, 1, 3, 3, 3]);
    expect(sectionAt([], 0)).toBeUndefined();
  });
});
