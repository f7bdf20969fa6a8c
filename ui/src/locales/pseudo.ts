/** A made-up language for tests: longer, accented, in brackets. What shows without brackets was never in a catalogue. */
import type { i18n as I18n } from "i18next";

const PSEUDO = "en-XA";

const ACCENTS = new Map(
  Object.entries({
    a: "á",
    c: "ç",
    e: "é",
    i: "í",
    n: "ñ",
    o: "ó",
    s: "š",
    u: "ü",
    y: "ý",
    A: "Á",
    E: "É",
    I: "Í",
    O: "Ó",
    U: "Ü",
  }),
);
/** What stands in for something else, and the one emphasis, must stay as it is. */
const KEPT = /(\{\{[^}]*\}\}|<\/?\w+>|\{\w+\})/;

/** German needs about a third more room than English, and short words much more. */
function padding(length: number): string {
  return " ·".repeat(Math.ceil((length < 10 ? length * 0.5 : length * 0.3) / 2));
}

export function pseudo(text: string): string {
  const words = text
    .split(KEPT)
    .map((part) =>
      KEPT.test(part) ? part : [...part].map((letter) => ACCENTS.get(letter) ?? letter).join(""),
    )
    .join("");
  return `⟦${words}${padding(text.replace(KEPT, "").length)}⟧`;
}

function every(node: unknown): unknown {
  if (typeof node === "string") return pseudo(node);
  return Object.fromEntries(
    Object.entries(node as Record<string, unknown>).map(([key, child]) => [key, every(child)]),
  );
}

/** English has no need of the engine's catalogue, whose keys are the English texts: only other languages load it. */
export async function speakPseudo(i18n: I18n): Promise<void> {
  const { default: engine } = await import("./en/engine.json");
  i18n.addResourceBundle(PSEUDO, "engine", every(engine));
  for (const [name, texts] of Object.entries(i18n.getDataByLanguage("en") ?? {}))
    i18n.addResourceBundle(PSEUDO, name, every(texts));
  await i18n.changeLanguage(PSEUDO);
}
