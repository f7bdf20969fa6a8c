// @vitest-environment node
import { afterAll, describe, expect, test } from "vitest";
import type { Words } from "@/ipc";
import { i18n } from "@/locales";
import { speakPseudo } from "@/locales/pseudo";
import { fullTime } from "./format";
import { inOneLine, sentence, wholeProblem, words } from "./words";

function saying(template: string, values: Exclude<Words, string>["values"]): Words {
  return { text: "the English text", template, values };
}

const FAILED = saying("Finished, but {files} could not be read or written", { files: { files: 12_034 } });

afterAll(() => i18n.changeLanguage("en"));

describe("what the engine says", () => {
  test("English needs no catalogue, and has the numbers of the locale", () => {
    expect(words(FAILED)).toBe("Finished, but 12,034 files could not be read or written");
    expect(words(saying("{bytes} written", { bytes: { bytes: 24_600_000 } }))).toBe("24.6\u00a0MB written");
    const at = Date.parse("2026-11-14T16:57:00");
    const read = saying("Each was read back on {names} by {time}.", {
      names: "A.B: c",
      time: { time: at },
    });
    expect(words(read)).toBe(`Each was read back on A.B: c by ${fullTime(at)}.`);
  });

  test("braces in a name and text without a template stay as they are", () => {
    const both = saying("{a} and {b}", { a: "{b}", b: { words: "$t(files) {a}" } });
    expect(words(both)).toBe("{b} and $t(files) {a}");
    expect(words("use {drive}: or {date:%Y/%m}.")).toBe("use {drive}: or {date:%Y/%m}.");
    expect(words("")).toBe("");
    expect(inOneLine("one", null, false, "two")).toBe("One. Two");
    expect(inOneLine("it is full:", "Stop?", "go on")).toBe("It is full: Stop? Go on");
    expect(wholeProblem({ code: "x", message: FAILED, hint: null, path: "/a" })).toMatch(/written \/a$/);
  });

  test("what stands alone is a sentence, and a name that begins it stays as it is", () => {
    const named = (name: string) => saying("{name} is full", { name });
    const stopped = "stopped; what was copied stays, and the job can be resumed";
    expect(sentence(stopped)).toBe("Stopped; what was copied stays, and the job can be resumed");
    expect(sentence(named("iPhone of Ann"))).toBe("iPhone of Ann is full");
    expect(sentence(saying("{why}: look again", { why: { words: named("old disk") } }))).toMatch(
      /^old disk is/,
    );
    expect(sentence(saying("{why}: look again", { why: { words: stopped } }))).toMatch(/^Stopped; what/);
    expect(sentence("")).toBe("");
  });

  test("another language has its own sentences, and its forms for one and for many", async () => {
    i18n.addResourceBundle("de", "engine", {
      "{files} could not be read_one": "{files} liess sich nicht lesen",
      "{files} could not be read_other": "{files} liessen sich nicht lesen",
    });
    i18n.addResourceBundle("de", "common", {
      files_one: "{{count}} Datei",
      files_other: "{{count}} Dateien",
    });
    await i18n.changeLanguage("de");
    const unread = (files: number) => words(saying("{files} could not be read", { files: { files } }));
    expect([unread(1), unread(4)]).toEqual([
      "1 Datei liess sich nicht lesen",
      "4 Dateien liessen sich nicht lesen",
    ]);
    expect(words(FAILED), "a sentence that it lacks is not half and half").toBe("the English text");
  });

  test("the made-up language has them all", async () => {
    await speakPseudo(i18n);
    expect(words(FAILED)).toMatch(/^⟦Fíñíšhéd, büt ⟦12,034 fíléš[ ·]*⟧ çóüld ñót bé réád ór wríttéñ[ ·]*⟧$/);
    expect(words("All copied, not read back yet")).toMatch(/^⟦Áll çópíéd/);
  });
});
