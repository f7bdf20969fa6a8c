/** What the engine says, in the language of the window, with its numbers and dates as people write them there. */
import type { Problem, Words } from "@/ipc";
import { i18n } from "@/locales";
import { count, exactBytes, fullTime, size } from "./format";

type Value = Exclude<Words, string>["values"][string];

/** The engine's templates are keys as they are, dots and all; what stands in braces is put in here. */
function lookUp(count?: number): Record<string, unknown> {
  return { ns: "engine", count, keySeparator: false, nsSeparator: false, skipInterpolation: true };
}

const translated = (template: string, options: Record<string, unknown>): string =>
  (i18n.t as (template: string, options: Record<string, unknown>) => string)(template, options);

/** English is its own catalogue, and what has no words of its own needs none. */
function isSpoken(template: string, options: Record<string, unknown>): boolean {
  const bare = template.replaceAll(/\{\w+\}/g, "");
  return i18n.language === "en" || !/\p{L}/u.test(bare) || i18n.exists(template, options);
}

function shown(value: Value): string {
  if (typeof value === "string") return value;
  if ("count" in value) return count(value.count);
  if ("plain" in value) return count(value.plain);
  if ("files" in value) return i18n.t("files", { count: value.files });
  if ("bytes" in value) return value.bytes < 1000 ? exactBytes(value.bytes) : size(value.bytes);
  if ("time" in value) return fullTime(value.time);
  return words(value.words);
}

/** The number by which a language may choose another form: the first one of the sentence. */
function numberOf(values: Record<string, Value>): number | undefined {
  for (const value of Object.values(values)) {
    if (typeof value === "string") continue;
    if ("files" in value) return value.files;
    if ("count" in value) return value.count;
    if ("plain" in value) return value.plain;
  }
  return undefined;
}

/** Whether a sentence begins with a name, which is written as it is. */
function beginsWithName(said: Words): boolean {
  if (typeof said === "string") return said.startsWith("{");
  const options = lookUp(numberOf(said.values));
  if (!isSpoken(said.template, options)) return said.template.startsWith("{");
  const first = /^\{(\w+)\}/.exec(translated(said.template, options))?.[1];
  const value = first === undefined ? undefined : said.values[first];
  if (value === undefined) return false;
  if (typeof value === "string") return true;
  return "words" in value && beginsWithName(value.words);
}

/** The same where it stands alone: the engine's words are parts of sentences as well, and begin small. */
export function sentence(said: Words): string {
  const spoken = words(said);
  return beginsWithName(said) ? spoken : spoken.charAt(0).toLocaleUpperCase(i18n.language) + spoken.slice(1);
}

/** A language that lacks the sentence has it in English, with English numbers: never half and half. */
export function words(said: Words): string {
  if (typeof said === "string") return said === "" ? "" : translated(said, lookUp());
  const { text, template, values } = said;
  const options = lookUp(numberOf(values));
  if (!isSpoken(template, options)) return text;
  return translated(template, options).replace(/\{(\w+)\}/g, (place, name: string) => {
    const value = values[name];
    return value === undefined ? place : shown(value);
  });
}

/** What happened, what to do about it, and where: in one line. */
export function inOneLine(...parts: (Words | null | false | undefined)[]): string {
  const said = parts.flatMap((part) => (part ? [sentence(part)] : []));
  return said
    .map((part, at) => (at < said.length - 1 && /[\p{L}\p{N})]$/u.test(part) ? `${part}.` : part))
    .join(" ");
}

export function wholeProblem(problem: Problem): string {
  return [inOneLine(problem.message, problem.hint), problem.path].filter(Boolean).join(" ");
}
