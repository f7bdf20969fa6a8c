// @vitest-environment node
import { expect, test } from "vitest";
import type { WherePlace, WhereRow } from "@/ipc";
import { archivesOf, meantPlace } from "./where";

function place(volume: string, path: string, part: Partial<WherePlace> = {}): WherePlace {
  return {
    drive: volume,
    volume,
    connected: true,
    path,
    now: null,
    archive: false,
    modified_ms: 0,
    first_seen_ms: 0,
    last_seen_ms: 0,
    verified: null,
    method: null,
    verified_ms: null,
    ...part,
  };
}

const row = (...places: WherePlace[]): WhereRow => ({ checksum: "", size: 1, places });

test("the place that is shown is the old path that was searched for", () => {
  const places = [
    place("A", "Pictures/x.jpg", { archive: true }),
    place("one", "DCIM/x.jpg"),
    place("two", "Lisbon/selects/x.jpg"),
  ];
  expect(meantPlace(row(...places), "lisbon SELECTS")?.volume).toBe("two");
  expect(meantPlace(row(...places), "pictures")?.volume, "an archive's path is found, too").toBe("A");
  expect(meantPlace(row(...places), "0123abcd")?.volume, "a checksum names no path").toBe("one");
});

test("two copies on one volume are one archive, and a damaged one is none", () => {
  const archive = { archive: true };
  const found = archivesOf(
    row(
      place("A", "1", archive),
      place("A", "2", archive),
      place("B", "3", { ...archive, verified: "damaged" }),
      place("old", "4"),
    ),
  );
  expect(found.map((each) => each.volume)).toEqual(["A"]);
});
