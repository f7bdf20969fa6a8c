import { beforeEach, describe, expect, test } from "vitest";
import type { DriveView, FolderView } from "@/ipc";
import { sumOf } from "./counts";
import { add, change, editNew, FRESH, forget, remove, useDraft } from "./draft";
import { foldersOf, limitOf, mostThatComes, roomOn } from "./space";

const folder = (path: string, part: Partial<FolderView> = {}): FolderView => ({
  path,
  name: path.slice(1),
  volume: `v${path}`,
  fileSystem: "ext4",
  capacity: 100,
  free: 40,
  isDirectory: true,
  readable: true,
  writable: true,
  archive: false,
  overlap: null,
  lastScanMs: null,
  ...part,
});

const drive = (mount_point: string): DriveView => ({
  volume: `v${mount_point}`,
  weak: false,
  name: mount_point,
  mount_point,
  file_system: "ext4",
  capacity: 100,
  free: 40,
  removable: true,
  rotational: false,
  read_only: false,
  archive: false,
  last_scan_ms: null,
});

beforeEach(forget);

describe("the draft", () => {
  test("is kept as it is typed and comes back after a restart", () => {
    add("sources", [folder("/a")]);
    change({ junk: "leave-out" });
    const kept = JSON.parse(localStorage.getItem("ingather.draft") ?? "{}");
    expect(kept.config).toMatchObject({ sources: ["/a"], junk: "leave-out" });
    expect(kept.folders["/a"].capacity).toBe(100);
  });

  test("takes each folder once, and no file", () => {
    add("sources", [folder("/a"), folder("/photo.jpg", { isDirectory: false })]);
    add("sources", [folder("/a")]);
    expect(useDraft.getState().config.sources).toEqual(["/a"]);
    remove("sources", "/a");
    expect(useDraft.getState().config.sources).toEqual([]);
  });

  test("a stored draft that is damaged is a fresh one", () => {
    localStorage.setItem("ingather.draft", "{");
    useDraft.setState({ jobId: "x" });
    editNew();
    expect(useDraft.getState()).toMatchObject({ jobId: null, config: FRESH });
  });

  test("changing an existing job does not touch the new job's draft", () => {
    add("sources", [folder("/a")]);
    useDraft.setState({ jobId: "x", config: { ...FRESH, sources: ["/b"] } });
    change({ junk: "leave-out" });
    editNew();
    expect(useDraft.getState().config).toMatchObject({ sources: ["/a"], junk: "keep" });
  });
});

describe("space before anything was looked at", () => {
  test("whole drives give a worst case, each volume once", () => {
    const sources = [folder("/a"), folder("/a", { name: "again" }), folder("/b")];
    expect(mostThatComes(sources, [drive("/a"), drive("/b")]).bytes).toBe(120);
  });

  test("a folder of a larger drive gives none: the whole drive would be a wrong promise", () => {
    expect(mostThatComes([folder("/a/photos")], [drive("/a")]).bytes).toBeNull();
  });

  test("it may not fit, it fits, or it is not known", () => {
    expect(roomOn(folder("/x"), 50)).toMatchObject({ mayNotFit: true, after: 0 });
    expect(roomOn(folder("/x"), 30)).toMatchObject({ mayNotFit: false, after: 10 });
    expect(roomOn(folder("/x"), null)).toMatchObject({ mayNotFit: false, after: null });
  });

  test("file systems that keep less are named", () => {
    expect(limitOf("exfat")).toBe("exfat");
    expect(limitOf("vfat")).toBe("fat");
    expect(limitOf("ext4")).toBe("keeps");
    expect(limitOf("unheard-of"), "nothing is claimed of what is not known").toBeNull();
  });

  test("a path without a view still has a name", () =>
    expect(foldersOf(["/a/Disk"], {})[0]?.name).toBe("Disk"));
});

test("counts of the drives add up, and are whole only when each of them is", () => {
  const count = (files: number, complete: boolean) => ({
    files,
    bytes: files * 1000,
    folders: 1,
    junk_files: 2,
    junk_bytes: 20,
    system_files: 1,
    system_bytes: 5,
    links: 0,
    special: 0,
    unreadable: 0,
    complete,
  });
  const counts = { a: count(10, true), b: count(5, false) };
  expect(sumOf(["a", "b"], counts)).toMatchObject({ files: 15, junk_files: 4, complete: false, known: 2 });
  expect(sumOf(["a"], counts).complete).toBe(true);
  expect(sumOf(["a", "c"], counts), "of one drive nothing is known yet").toMatchObject({
    known: 1,
    complete: false,
  });
});
