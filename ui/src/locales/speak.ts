/** Which language the window speaks: as the user chose it, or as the system does, if it is one of ours. */
import type { Language } from "@/ipc";
import { countIn, systemLocale } from "@/lib/locale";
import { type Catalogues, i18n } from ".";

type Spoken = Exclude<Language, "system">;

/** English is there already; any other is brought when it is asked for. */
const OTHERS = { de: () => import("./de") } satisfies Record<
  Exclude<Spoken, "en">,
  () => Promise<{ default: Catalogues }>
>;

/** The choice of last time, so that the first picture is in its language before the settings are read. */
const KEPT = "ingather.language";
/** Nobody is offered this one: screen tests ask for it, to see what is clipped or not in a catalogue. */
const PSEUDO = "en-XA";

export function spokenFor(wish: Language, system = systemLocale): Spoken {
  if (wish !== "system") return wish;
  const [own] = system.split("-");
  return own !== undefined && own in OTHERS ? (own as Spoken) : "en";
}

async function bring(language: Spoken): Promise<void> {
  if (language === "en" || i18n.hasResourceBundle(language, "common")) return;
  const { default: catalogues } = await OTHERS[language]();
  for (const [name, texts] of Object.entries(catalogues)) i18n.addResourceBundle(language, name, texts);
}

let latest: Language = "system";

/** Changes the words, the numbers and the page's own mark of its language. A later wish wins over one on its way. */
async function speak(wish: Language): Promise<void> {
  latest = wish;
  const language = spokenFor(wish);
  await bring(language);
  if (latest !== wish) return;
  countIn(language);
  document.documentElement.lang = language;
  await i18n.changeLanguage(language);
}

function kept(): string | null {
  return typeof localStorage === "undefined" ? null : localStorage.getItem(KEPT);
}

export async function speakAsLastTime(): Promise<void> {
  const last = kept();
  if (last === PSEUDO) return (await import("./pseudo")).speakPseudo(i18n);
  await speak(last === "en" || last === "de" ? last : "system");
}

/** As the settings say, now and at the next start. */
export async function speakFromNowOn(wish: Language): Promise<void> {
  if (kept() === PSEUDO) return;
  localStorage.setItem(KEPT, wish);
  await speak(wish);
}
