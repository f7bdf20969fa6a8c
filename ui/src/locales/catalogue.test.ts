// @vitest-environment node
import { describe, expect, test } from "vitest";
import { i18n } from ".";
import { pseudo } from "./pseudo";

const catalogues = i18n.getDataByLanguage("en") ?? {};

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

  test("words that belong to the engine stay there", () => {
    for (const [key, text] of all) expect(text, key).not.toMatch(/\b(pool|uid|hash|dedupe|deduplicat\w*)\b/i);
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
