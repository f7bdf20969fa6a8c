/**
 * German. A sentence stands without “Sie” where an infinitive or a noun does, and one word stands for one thing:
 *
 * | English | German |
 * |---|---|
 * | drive · archive · folder | Laufwerk · Archiv · Ordner |
 * | device (what a copy is read back from) | Datenträger |
 * | job · run · draft | Auftrag · Lauf · Entwurf |
 * | bring in · take over | übernehmen |
 * | look at, look through, scan · rescan | durchsehen · neu durchsehen |
 * | copy (noun) · original that proves it (twin) | Kopie · Gegenstück |
 * | read back · verified, proven | zurücklesen · nachgewiesen |
 * | whole, sound (of a file) | unversehrt |
 * | certificate | Nachweis |
 * | safe to wipe · check first · not yet | Kann gelöscht werden · Erst prüfen · Noch nicht |
 * | new · already there · repeats | neu · schon da · doppelt |
 * | left out · unreadable · still to do | ausgelassen · nicht lesbar · noch offen |
 * | settled, exact · undecided | genau, geklärt · klärt sich beim Kopieren |
 * | stop · pause · resume, go on · retry | stoppen · Pause · fortsetzen, weiter · erneut versuchen |
 * | connected · unplug · eject | angeschlossen · abziehen · auswerfen |
 * | checksum · log · catalogue | Prüfsumme · Protokoll · Katalog |
 * | dates of files | Datumsangaben (never “Daten”, which are data) |
 *
 * “Sicher löschen” is never said: in German it means to erase beyond recovery.
 */
import type { Catalogues } from "..";
import archive from "./archive.json";
import common from "./common.json";
import drives from "./drives.json";
import engine from "./engine.json";
import home from "./home.json";
import log from "./log.json";
import plan from "./plan.json";
import results from "./results.json";
import run from "./run.json";
import settings from "./settings.json";
import wizard from "./wizard.json";

const pages: Catalogues = { archive, common, drives, home, log, plan, results, run, settings, wizard };

/** With what the engine says, by its English templates; a sentence that is missing here is said in English. */
const german = { ...pages, engine: engine as Record<string, string> };

export default german;
