/** Rules as they are typed: one a line, what is empty is none. */
export function lines(text: string): string[] {
  return text
    .split("\n")
    .map((rule) => rule.trim())
    .filter(Boolean);
}
