// @vitest-environment node
import { describe, expect, test } from "vitest";
import {
  byName,
  capacity,
  count,
  day,
  duration,
  fullTime,
  inUnit,
  listed,
  megabytes,
  percent,
  rate,
  sharedUnit,
  size,
  withUnit,
} from "./format";
import { countIn } from "./locale";

describe("sizes", () => {
  test.each([
    [0, "0 B"],
    [76, "76 B"],
    [999, "999 B"],
    [6_100, "6.1 kB"],
    [24_612_044, "24.6 MB"],
    [999_960_000, "1.0 GB"],
    [1_296_600_000_000, "1.3 TB"],
  ])("%d bytes read %s", (bytes, shown) => {
    expect(size(bytes).replace("\u00a0", " "), "decimal units, one decimal").toBe(shown);
  });

  test.each([
    [1e12, "1 TB"],
    [500e9, "500 GB"],
    [64e9, "64 GB"],
    [8e12, "8 TB"],
    [2.71e12, "2.7 TB"],
  ])("a drive of %d bytes is called %s, as on its box", (bytes, shown) => {
    expect(capacity(bytes).replace("\u00a0", " ")).toBe(shown);
  });

  test("sizes that are compared share one unit, small enough for the smallest term", () => {
    expect(sharedUnit(1_862.1e9).name, "1.9 TB is shown in GB so that 0.7 GB can be seen").toBe("GB");
    expect(sharedUnit(50e12).name).toBe("TB");
    expect(sharedUnit(2_000).name).toBe("kB");
    expect(sharedUnit(500).name).toBe("B");
    expect(withUnit(1_862.1e9, sharedUnit(1_862.1e9)).replace("\u00a0", " ")).toBe("1,862.1 GB");
    expect(inUnit(7, sharedUnit(500))).toBe("7");
  });

  test("a rate has no needless decimals", () => {
    expect(rate(68e6).replace("\u00a0", " ")).toBe("68 MB/s");
    expect(rate(1.24e6).replace("\u00a0", " ")).toBe("1.2 MB/s");
    expect([megabytes(68e6), megabytes(1.24e6), megabytes(0)]).toEqual(["68", "1.2", "0"]);
    expect(rate(0).replace("\u00a0", " ")).toBe("0.0 kB/s");
  });
});

describe("counts and shares", () => {
  test("thousands are grouped", () => expect(count(48_210)).toBe("48,210"));

  test("a share is 100 only when all is done and 0 only when nothing is", () => {
    expect(percent(9_999, 10_000)).toBe(99);
    expect(percent(1, 10_000)).toBe(1);
    expect(percent(0, 10_000)).toBe(0);
    expect(percent(10_000, 10_000)).toBe(100);
    expect(percent(5, 0), "no total, no share").toBe(0);
  });
});

describe("times", () => {
  test.each([
    [2, "5 s"],
    [42, "40 s"],
    [58, "1 min"],
    [62, "1 min"],
    [25 * 60 + 70, "25 min"],
    [10_500, "2 h 55 min"],
    [7_200, "2 h"],
    [3_590, "1 h"],
  ])("%d seconds read %s", (seconds, shown) => {
    expect(duration(seconds).replaceAll("\u00a0", " ")).toBe(shown);
  });

  test("today is a word, this year has no number, another year has one", () => {
    const now = new Date(2026, 10, 14, 14, 0).getTime();
    expect(day(now - 3_600_000, "today", now)).toBe("today");
    expect(day(new Date(2026, 8, 12).getTime(), "today", now)).not.toContain("2026");
    expect(day(new Date(2024, 8, 12).getTime(), "today", now)).toContain("2024");
    expect(fullTime(new Date(2009, 7, 12, 18, 31).getTime())).toContain("18:31");
  });
});

test("in German numbers, lists and the order of names are German ones, and English again afterwards", () => {
  countIn("de");
  expect(count(48_210)).toBe("48.210");
  expect(size(24_612_044)).toBe("24,6\u00a0MB");
  expect(listed(["A", "B", "C"])).toBe("A, B und C");
  expect(["Zoo", "Äpfel", "Apfel", "Box 10", "Box 9"].sort(byName)).toEqual([
    "Apfel",
    "Äpfel",
    "Box 9",
    "Box 10",
    "Zoo",
  ]);
  countIn("en");
  expect(count(48_210)).toBe("48,210");
});
