/** The user's locale, made safe: under LANG=C a web view reports a tag that Intl refuses. */
export function safeLocale(wanted: string | undefined): string {
  if (!wanted) return "en";
  try {
    return Intl.getCanonicalLocales(wanted)[0] && Intl.NumberFormat.supportedLocalesOf(wanted).length > 0
      ? wanted
      : "en";
  } catch {
    return "en";
  }
}

/** English text asks for English numbers: a locale of another language gives way to plain English. */
export const locale: string = (() => {
  const own = safeLocale(typeof navigator === "undefined" ? undefined : navigator.language);
  return own.startsWith("en") ? own : "en";
})();
