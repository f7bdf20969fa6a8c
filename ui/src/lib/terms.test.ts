// @vitest-environment node
import { describe, expect, test } from "vitest";
import type { Equation, Tally } from "@/ipc";
import {
  foundTerm,
  liveTerms,
  needNoCopy,
  planTerms,
  resultTerms,
  type ShownTerm,
  shownSaved,
  shownSizes,
  type TermName,
} from "./terms";

const tally = (files: number): Tally => ({ files, bytes: files * 1e6 });

const EQUATION: Equation = {
  found: tally(100),
  copied: tally(20),
  already_there: tally(30),
  repeats: tally(5),
  left_out: tally(3),
  failed: tally(2),
  to_do: tally(40),
  undecided: tally(7),
  expected_repeats: tally(10),
  vanished: tally(1),
};

const sum = (terms: ShownTerm[]) => terms.reduce((all, term) => all + term.tally.files, 0);

describe("the sum holds on every screen", () => {
  test.each([
    ["Plan", planTerms],
    ["Live", liveTerms],
    ["Results", resultTerms],
  ])("%s", (_screen, terms) => {
    expect(sum(terms(EQUATION)), "found = the terms that are shown").toBe(foundTerm(EQUATION).tally.files);
  });

  test("new is copied and to do together while it runs, what is to do hatched", () => {
    const fresh = liveTerms(EQUATION).find((term) => term.name === "new");
    expect(fresh?.tally.files).toBe(50);
    expect(fresh?.open.files).toBe(30);
  });

  test("a repeat that waits for its twin's copy counts as a repeat", () => {
    expect(planTerms(EQUATION).find((term) => term.name === "repeats")?.tally.files).toBe(15);
    expect(needNoCopy(EQUATION)).toBe(45);
  });

  test("a repeat is settled in the plan, and waits for its twin's copy while that is made", () => {
    const open = (terms: ShownTerm[]) => terms.find((term) => term.name === "repeats")?.open.files;
    expect(open(planTerms(EQUATION))).toBe(0);
    expect(open(liveTerms(EQUATION))).toBe(10);
  });

  test("results name what is still to do only if there is any", () => {
    const done = { ...EQUATION, to_do: tally(0), expected_repeats: tally(0), found: tally(60) };
    expect(resultTerms(done).map((term) => term.name)).not.toContain("waiting");
    expect(resultTerms(EQUATION).map((term) => term.name)).toContain("waiting");
  });

  test("results count what waits as the verdict beside them does, which knows of no expected repeat", () => {
    const files = (name: string) => resultTerms(EQUATION).find((term) => term.name === name)?.tally.files;
    expect([files("waiting"), files("repeats")]).toEqual([40, 5]);
  });

  test("what is saved is the sum of its terms as they are shown", () => {
    const sized = (bytes: Partial<Record<TermName, number>>) =>
      planTerms(EQUATION).map((term) => ({ ...term, tally: { files: 1, bytes: bytes[term.name] ?? 0 } }));
    const terms = sized({ new: 119_130_000, already_there: 5_060_000, repeats: 12_370_000 });
    const sizes = shownSizes(foundTerm(EQUATION), terms);
    expect([sizes.get("already_there"), sizes.get("repeats")]).toEqual(["5.1\u00a0MB", "12.4\u00a0MB"]);
    expect(shownSaved(terms), "not 17.4 MB").toBe("17.5\u00a0MB");
    expect(shownSaved(sized({ left_out: 5e9 })), "nothing saved").toMatch(/^0\u00a0/);
  });

  test("each term knows its shown size", () => {
    const sizes = shownSizes(foundTerm(EQUATION), planTerms(EQUATION));
    expect(sizes.get("found")?.replace("\u00a0", " ")).toBe("100.0 MB");
    expect(sizes.get("failed")?.replace("\u00a0", " ")).toBe("2.0 MB");
  });
});
