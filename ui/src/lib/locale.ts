/** Whose numbers, dates and order of names are used: those of the language that the window speaks. */

/** A locale tag, made safe: under LANG=C a web view reports one that Intl refuses. */
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

/** What the system is set to; it changes only with a new start. */
export const systemLocale: string = safeLocale(
  typeof navigator === "undefined" ? undefined : navigator.language,
);

/** English text asks for English numbers: a system of another language gives way to plain English. */
function localeFor(language: string): string {
  return systemLocale.split("-")[0] === language ? systemLocale : language;
}

let now = localeFor("en");

/** From here on numbers, dates and lists are those of that language. */
export function countIn(language: string): void {
  now = localeFor(language);
}

/** Something that is made for a locale, and made anew when the language changes. */
export function perLocale<T>(make: (locale: string) => T): () => T {
  let made: { locale: string; value: T } | undefined;
  return () => {
    if (made?.locale !== now) made = { locale: now, value: make(now) };
    return made.value;
  };
}
