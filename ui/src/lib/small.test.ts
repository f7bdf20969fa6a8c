// @vitest-environment node
import { describe, expect, test } from "vitest";
import { barWidths } from "./barWidths";
import { fileKind } from "./fileKind";
import { fileSystemName } from "./fileSystem";
import { isUnfinished, jobScreen } from "./jobScreen";
import { safeLocale } from "./locale";
import { draggedName, folderHalves, lastPart, nameHalves, splitPath } from "./paths";
import { ZOOM_STEPS, zoomAfter, zoomWish } from "./zoom";

describe("bar widths", () => {
  test("parts and gaps fill the bar, and none is too thin to see", () => {
    const widths = barWidths([410, 1198, 250, 2.3, 0.7], 1176, 2, 6);
    expect(widths.reduce((a, b) => a + b, 0) + 4 * 2).toBeCloseTo(1176);
    expect(Math.min(...widths)).toBe(6);
  });

  test("without a width or without values nothing breaks", () => {
    expect(barWidths([1, 2], 0, 2, 6)).toEqual([0, 0]);
    expect(barWidths([], 100, 2, 6)).toEqual([]);
    expect(barWidths([0, 0], 102, 2, 6)).toEqual([50, 50]);
  });
});

describe("paths", () => {
  test.each([
    ["2009 Lisbon/selects/IMG.CR2", "2009 Lisbon/selects/", "IMG.CR2"],
    ["IMG.CR2", "", "IMG.CR2"],
    ["C:/Photos/a.jpg", "C:/Photos/", "a.jpg"],
    ["odd/two\\x0Alines.jpg", "odd/", "two\\x0Alines.jpg"],
    ["/media/anna/Disk/", "/media/anna/", "Disk"],
    ["/", "", "/"],
  ])("%s", (path, folder, name) => expect(splitPath(path)).toEqual({ folder, name }));

  test("what is cut is in the middle, and nothing is lost by it", () => {
    expect(folderHalves("2009 Lisbon/Sintra/selects/")).toEqual(["2009 Lisbon/Sintra", "/selects/"]);
    expect(folderHalves("2009 Lisbon/")).toEqual(["2009 Lisbon/", ""]);
    expect(nameHalves("IMG_4127.CR2")).toEqual(["IMG_4127.CR2", ""]);
    const long = "Grandmother in the garden, 🌻 evening 0042.jpeg";
    expect(nameHalves(long).join("")).toBe(long);
    expect(nameHalves(long)[1]).toBe(" 0042.jpeg");
  });

  test("the last part names the thing", () => expect(lastPart("/a/b c")).toBe("b c"));

  test("what is dragged is called by its last part, and its name turns no text round", () => {
    expect(draggedName("/media/anna/Photos 2009/")).toBe("Photos 2009");
    expect(draggedName("D:\\Photos\\2009")).toBe("2009");
    expect(draggedName("/media/a\n\u202egpj.exe")).toBe("a\ufffd\ufffdgpj.exe");
    expect(draggedName("/")).toBe("/");
  });
});

test.each([
  ["a.CR2", "picture"],
  ["a.b.MOV", "video"],
  ["a.xmp", "text"],
  ["a.wav", "sound"],
  [".DS_Store", "other"],
  ["noextension", "other"],
  [".jpg", "other"],
])("%s is shown as %s", (name, kind) => expect(fileKind(name)).toBe(kind));

test("file systems have the names on the box", () => {
  expect(fileSystemName("exfat", "exfat:1A2B-3C4D")).toBe("exFAT");
  expect(fileSystemName("ntfs3", "ntfs:1A2B")).toBe("NTFS");
  expect(fileSystemName("ext4", "ext4:1a-2b")).toBe("ext4");
  expect(fileSystemName("fuseblk", "ntfs:1A2B")).toBe("NTFS");
  expect(fileSystemName("fuseblk", "exfat:1A2B-3C4D"), "a card is not called NTFS").toBe("exFAT");
});

test.each([["C"], ["c"], [""], [undefined], ["en_US.UTF-8"], ["x"]])(
  "a locale that Intl refuses (%s) is English",
  (wanted) => {
    expect(safeLocale(wanted)).toBe("en");
  },
);

test("a locale that Intl knows is kept", () => expect(safeLocale("en-GB")).toBe("en-GB"));

describe("a job opens on the screen that shows where it stands", () => {
  test.each([
    ["draft", null, "/job/$id/edit"],
    ["ready", "plan", "/job/$id/plan"],
    ["ready", null, "/job/$id/live"],
    ["running", "copy", "/job/$id/live"],
    ["paused", "copy", "/job/$id/live"],
    ["interrupted", "checksum", "/job/$id/live"],
    ["interrupted", "plan", "/job/$id/plan"],
    ["interrupted", "copy", "/job/$id/results"],
    ["completed", "summary", "/job/$id/results"],
    ["completed_with_errors", "summary", "/job/$id/results"],
    ["failed", "copy", "/job/$id/live"],
  ] as const)("%s in %s", (state, phase, to) => {
    expect(jobScreen({ id: "x", state, phase })).toEqual({ to, params: { id: "x" } });
  });

  test("only a completed job is finished", () => {
    expect(isUnfinished("completed_with_errors")).toBe(false);
    expect(isUnfinished("interrupted")).toBe(true);
  });
});

describe("how large everything is drawn", () => {
  test("from step to step, and no further than the last", () => {
    const upwards = [100];
    for (let n = 0; n < 9; n += 1) upwards.push(zoomAfter(upwards.at(-1) ?? 0, "larger"));
    expect([...new Set(upwards)]).toEqual(ZOOM_STEPS.filter((step) => step >= 100));
    expect(zoomAfter(80, "smaller")).toBe(80);
    expect(zoomAfter(175, "usual")).toBe(100);
    expect(zoomAfter(140, "larger"), "a size that a file asked for").toBe(150);
  });

  test("the keys are those of every browser, wherever they lie", () => {
    const key = (name: string, held: "ctrlKey" | "metaKey" | "altKey" = "ctrlKey") =>
      zoomWish({ ctrlKey: false, metaKey: false, altKey: false, key: name, [held]: true });
    expect(["+", "=", "-", "_", "0"].map((name) => key(name))).toEqual([
      "larger",
      "larger",
      "smaller",
      "smaller",
      "usual",
    ]);
    expect(key("+", "metaKey")).toBe("larger");
    expect([key("+", "altKey"), key("1"), key("k")]).toEqual([undefined, undefined, undefined]);
  });
});
