/** What the answer rests on: what was looked at, what is in the archive, read back when, and on which devices. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import {
  ArchiveIcon,
  CheckFirstIcon,
  ClockIcon,
  FailedIcon,
  InfoIcon,
  LeftOutIcon,
  OkIcon,
} from "@/components/icons";
import type { KnownDrive } from "@/ipc";
import { count, fullTime, percent, size } from "@/lib/format";
import { words } from "@/lib/words";
import type { Proof } from "./clearance";
import css from "./drives.module.css";

interface Fact {
  key: string;
  sign: ReactNode;
  words: string;
}

const OK = <OkIcon size={17} className={css.ok} />;
const WARN = <CheckFirstIcon size={17} className={css.warn} />;

function useFacts(drive: KnownDrive, { certificate, fresh }: Proof): Fact[] {
  const { t } = useTranslation(["drives", "common"]);
  const facts: Fact[] = [];
  const say = (key: string, sign: ReactNode, words: string) => facts.push({ key, sign, words });
  if (certificate) {
    const { files, in_archive, read_back } = certificate;
    say(
      "in",
      in_archive === files ? OK : <InfoIcon size={17} />,
      t(fresh ? "fact.elsewhere" : "fact.inArchive", {
        count: files,
        done: count(in_archive),
        shown: count(files),
      }),
    );
    if (in_archive > 0 && read_back < in_archive)
      say("back", WARN, t("fact.notReadBack", { count: in_archive - read_back }));
    else if (in_archive > 0 && certificate.verified_ms !== null)
      say("back", OK, t("fact.readBack", { when: fullTime(certificate.verified_ms) }));
    // What a sentence of its exceptions tells is not told twice.
    const told = certificate.exceptions.length > 0;
    if (certificate.failed > 0 && !told)
      say(
        "failed",
        <FailedIcon size={17} className={css.bad} />,
        t("fact.failed", { count: certificate.failed }),
      );
    if (certificate.left_out > 0 && !told)
      say(
        "left",
        <LeftOutIcon size={17} />,
        t("fact.leftOut", { count: certificate.left_out, size: size(certificate.left_out_bytes) }),
      );
  }
  for (const place of fresh?.copies_on ?? [])
    say(
      place.volume,
      <ArchiveIcon size={17} />,
      t("fact.copies", { count: place.files, name: place.name, size: size(place.bytes) }),
    );
  const scanned = certificate?.scanned_ms ?? drive.last_scan_ms;
  if (scanned !== null) say("scan", <ClockIcon size={17} />, t("fact.scanned", { when: fullTime(scanned) }));
  if (certificate && certificate.used > 0 && drive.path === "") {
    const [looked, used] = [size(certificate.looked_at), size(certificate.used)];
    say(
      "share",
      certificate.looked_at >= certificate.used * 0.98 ? OK : <InfoIcon size={17} />,
      // "2.4 GB of the 2.4 GB (99 %)" would contradict itself.
      t(looked === used ? "fact.shareNear" : "fact.share", {
        looked,
        used,
        percent: t("common:percent", { value: percent(certificate.looked_at, certificate.used) }).replace(
          " ",
          "\u00a0",
        ),
      }),
    );
  }
  // A certificate says itself that the number is weak.
  if (!drive.weak || !certificate || fresh)
    say("identity", <InfoIcon size={17} />, drive.weak ? t("fact.weak") : t("fact.strong"));
  if (drive.path !== "") say("folder", <InfoIcon size={17} />, t("fact.folder"));
  if (fresh) say("now", <ClockIcon size={17} />, t("fact.now"));
  for (const sentence of (certificate?.exceptions ?? []).map(words)) say(sentence, WARN, sentence);
  return facts;
}

export function DriveFacts({ drive, proof }: { drive: KnownDrive; proof: Proof }) {
  const facts = useFacts(drive, proof);
  return (
    <ul className={css.facts} data-testid="drive-facts">
      {facts.map((fact) => (
        <li key={fact.key}>
          {fact.sign} {fact.words}
        </li>
      ))}
    </ul>
  );
}
