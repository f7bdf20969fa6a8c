/** All text of the window. English is complete and there from the start; another language is a folder beside it. */
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import { count } from "@/lib/format";
import archive from "./en/archive.json";
import common from "./en/common.json";
import drives from "./en/drives.json";
import home from "./en/home.json";
import log from "./en/log.json";
import plan from "./en/plan.json";
import results from "./en/results.json";
import run from "./en/run.json";
import settings from "./en/settings.json";
import ways from "./en/ways.json";
import wizard from "./en/wizard.json";

const resources = { archive, common, drives, home, log, plan, results, run, settings, wizard };

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "common";
    resources: typeof resources;
  }
}

/** The same keys with other words. */
type Translated<Node> = { [Key in keyof Node]: Node[Key] extends string ? string : Translated<Node[Key]> };
export type Catalogues = Translated<typeof resources>;

export const i18n = i18next.createInstance();

void i18n.use(initReactI18next).init({
  lng: "en",
  fallbackLng: "en",
  defaultNS: "common",
  ns: Object.keys(resources),
  // Of the engine only what a person does by a button here, and by a command elsewhere: the rest is its own catalogue.
  resources: { en: { ...resources, engine: ways } },
  // React escapes; escaping twice would show &amp; in a drive's name.
  interpolation: { escapeValue: false },
  initAsync: false,
});

i18n.services.formatter?.add("number", (value: number) => count(value));
