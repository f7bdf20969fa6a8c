// @vitest-environment node
import { describe, expect, test } from "vitest";
import { i18n } from ".";
import german from "./de";
import engine from "./en/engine.json";
import { pseudo } from "./pseudo";
import { spokenFor } from "./speak";

const { engine: ways, ...catalogues } = i18n.getDataByLanguage("en") ?? {};

function texts(node: unknown, path: string): [string, string][] {
  if (typeof node === "string") return [[path, node]];
  return Object.entries(node as Record<string, unknown>).flatMap(([key, child]) =>
    texts(child, `${path}.${key}`),
  );
}

const all = Object.entries(catalogues).flatMap(([name, catalogue]) => texts(catalogue, name));

describe("the English catalogues", () => {
  test("no text is empty, and none carries markup but the one emphasis", () => {
    for (const [key, text] of all) {
      expect(text.trim(), key).not.toBe("");
      expect(text.replaceAll(/<\/?i>/g, ""), key).not.toMatch(/<|>/);
    }
  });

  test("every plural has both forms", () => {
    const keys = new Set(all.map(([key]) => key));
    for (const key of keys) {
      if (key.endsWith("_one")) expect(keys.has(key.replace(/_one$/, "_other")), key).toBe(true);
      if (key.endsWith("_other")) expect(keys.has(key.replace(/_other$/, "_one")), key).toBe(true);
    }
  });

  test("whoever counts files knows one from several", () => {
    const counts =
      /\{\{[^}]*\}\} (files|drives|copies|archives|jobs|repeats|rows|folders|problems|checksums|times|bytes)\b/;
    // Never said of one.
    const many = ["archive.totalMost", "common.list.narrow"];
    const single = all.filter(
      ([key, text]) => !/_(one|other)$/.test(key) && counts.test(text) && !many.includes(key),
    );
    expect(single).toEqual([]);
  });

  test("words that belong to the engine stay there", () => {
    for (const [key, text] of all) expect(text, key).not.toMatch(/\b(pool|uid|hash|dedupe|deduplicat\w*)\b/i);
  });

  test("a button is named where the command line names its command", () => {
    const texts = Object.entries(ways as Record<string, string>);
    expect(texts.length).toBeGreaterThan(0);
    for (const [sentence, text] of texts) {
      expect(Object.keys(engine), "the engine says so").toContain(sentence);
      const inGerman = (german.engine as Record<string, string>)[sentence];
      for (const said of [text, inGerman]) expect(said, sentence).not.toMatch(/--|\bingather /);
      const button = /“(.+)”/.exec(text)?.[1];
      expect(
        all.map(([, words]) => words),
        `there is a button “${button}”`,
      ).toContain(button);
    }
  });

  test("the made-up language keeps what stands in for something else", () => {
    expect(pseudo("Saved as {{path}}")).toMatch(/^⟦Sávéd áš \{\{path\}\}[ ·]+⟧$/);
    expect(pseudo("Reconnect <i>{{name}}</i>")).toContain("<i>{{name}}</i>");
    for (const [key, text] of all) expect(pseudo(text).length, key).toBeGreaterThan(text.length);
  });

  test("counts are numbers of the locale", () => {
    expect(i18n.t("files", { count: 48_210 })).toBe("48,210 files");
    expect(i18n.t("files", { count: 1 })).toBe("1 file");
  });
});

/** What stands in for something else, and the one emphasis, however the sentence is turned. */
function kept(text: string): string[] {
  return (text.match(/\{\{[^}]*\}\}|<\/?\w+>|\{[\w:-]+\}/g) ?? []).sort();
}

describe.each([["de", german]] as const)("the catalogues of %s", (language, { engine: said, ...pages }) => {
  const own = new Map(Object.entries(pages).flatMap(([name, catalogue]) => texts(catalogue, name)));

  test("have every text of the English ones and no other", () => {
    expect([...own.keys()].sort()).toEqual(all.map(([key]) => key).sort());
  });

  test("have each plural in the forms of the language", () => {
    const forms = new Intl.PluralRules(language).resolvedOptions().pluralCategories;
    for (const key of own.keys())
      if (key.endsWith("_other"))
        for (const form of forms) expect(own.has(key.replace(/other$/, form)), key).toBe(true);
  });

  test("keep what stands in for something else, and the emphasis", () => {
    for (const [key, text] of all) expect(kept(own.get(key) ?? ""), key).toEqual(kept(text));
  });

  test("say what the engine says, with all its values", () => {
    const sentences = Object.keys(engine);
    const missing = sentences.filter((sentence) => !(sentence in said || `${sentence}_other` in said));
    expect(missing).toEqual([]);
    const values = (text: string) => (text.match(/\{[^}]*\}/g) ?? []).sort();
    for (const [sentence, text] of Object.entries(said)) {
      expect(text.trim(), sentence).not.toBe("");
      expect(values(text), sentence).toEqual(values(sentence.replace(/_(one|other)$/, "")));
    }
  });

  test("say in other words whatever is a sentence", () => {
    for (const [key, text] of all) {
      const words = text.replaceAll(/\{\{[^}]*\}\}/g, "").match(/\p{L}{2,}/gu) ?? [];
      if (words.length > 1) expect(own.get(key), key).not.toBe(text);
    }
  });

  test("never speak of what belongs to the engine, or of erasing for good", () => {
    for (const [key, text] of own) expect(text, key).not.toMatch(/\b(pool|uid|hash|sicher (zu )?löschen)\b/i);
  });
});

test("the system's language is spoken where it is one of ours, else English", () => {
  expect(spokenFor("system", "de-AT")).toBe("de");
  expect(spokenFor("system", "pt-PT")).toBe("en");
  expect(spokenFor("en", "de-DE")).toBe("en");
  expect(spokenFor("de", "en-GB")).toBe("de");
});
