/** Your drives and whether each is safe to wipe. */

import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { VerdictChip } from "@/components/Chip";
import { DriveIcon, InfoIcon, PlugIcon } from "@/components/icons";
import stacked from "@/components/Stacked.module.css";
import { Empty, ErrorState, LoadingRows } from "@/components/States";
import { useDriveWords } from "@/lib/driveWords";
import { capacity, count, day, size } from "@/lib/format";
import type { DriveRow as Row } from "@/lib/jobNow";
import { useIsSample } from "@/lib/samples";
import { useTellApart } from "@/lib/tellApart";
import { type DriveRows, driveKey, verdictNow } from "./driveRows";
import css from "./tables.module.css";

const SHOWN = 8;

/** What the drive's box says; of a folder, what was found in it. */
function Size({ drive }: { drive: Row }) {
  if (drive.path !== "") return size(drive.bytes);
  return drive.capacity > 0 ? capacity(drive.capacity) : null;
}

function DriveRow({ drive, apart }: { drive: Row; apart: string }) {
  const { t } = useTranslation(["home", "common"]);
  const { driveName, verdictOf, whyOf } = useDriveWords();
  const name = driveName(drive.name);
  return (
    <tr>
      <th scope="row" className={css.driveName}>
        <span>
          <DriveIcon size={17} />
          <Link to="/drives" search={{ volume: drive.volume, path: drive.path }} title={name}>
            {name}
            {apart && <small data-testid="drive-apart">{apart}</small>}
          </Link>
        </span>
      </th>
      <td className={css.plug}>
        {drive.connected && (
          <span title={t("common:connected")}>
            <PlugIcon size={15} />
            <span className={css.plugWord}>{t("common:connected")}</span>
          </span>
        )}
      </td>
      <td className={css.verdict}>
        <VerdictChip verdict={verdictNow(drive)} word={verdictOf(drive)} />
      </td>
      <td className={css.why}>{whyOf(drive) || t("drives.scanIt")}</td>
      <td className={css.right}>
        <Size drive={drive} />
      </td>
      <td className={css.right}>
        {drive.last_scan_ms !== null && day(drive.last_scan_ms, t("common:today"))}
      </td>
    </tr>
  );
}

/** Why samples are never safe to wipe; said once, below their rows. */
function SamplesNote({ rows }: { rows: Row[] }) {
  const { t } = useTranslation("home");
  const isSample = useIsSample();
  const any = rows.some((drive) => drive.verdict === "check_first" && isSample(drive.mount_point));
  if (!any) return null;
  return (
    <p className={css.note} data-testid="samples-note">
      <InfoIcon size={15} /> {t("drives.samples")}
    </p>
  );
}

/** What is shown in place of the rows, if there are none. */
function NoRows({ known: { rows, error, again } }: { known: DriveRows }) {
  const { t } = useTranslation(["home", "common"]);
  if (error) return <ErrorState error={error} title={t("drives.cannotList")} onRetry={again} />;
  if (!rows) return <LoadingRows />;
  return (
    <Empty icon={<DriveIcon size={24} />} title={t("drives.none")}>
      {t("drives.noneLine")}
    </Empty>
  );
}

export function DriveTable({ known }: { known: DriveRows }) {
  const { t } = useTranslation(["home", "common"]);
  const rows = known.rows ?? [];
  const apart = useTellApart(rows);
  const connected = rows.filter((drive) => drive.connected).length;
  return (
    <section aria-label={t("drives.title")}>
      <div className={css.sectionTop}>
        <h2>
          {t("drives.title")}
          {rows.length > 0 && (
            <span>{t("drives.sum", { count: rows.length, connected: count(connected) })}</span>
          )}
        </h2>
        <Link to="/drives" className={css.link}>
          {t("drives.all")}
        </Link>
      </div>
      {rows.length === 0 ? (
        <NoRows known={known} />
      ) : (
        <table className={`${css.table} ${stacked.stacked}`}>
          <thead>
            <tr>
              <th scope="col">{t("drives.drive")}</th>
              <th scope="col" className={css.plug}>
                <span className="unseen">{t("common:connected")}</span>
              </th>
              <th scope="col">{t("drives.safe")}</th>
              <th scope="col">{t("drives.why")}</th>
              <th scope="col" className={css.right}>
                {t("drives.size")}
              </th>
              <th scope="col" className={css.right}>
                {t("drives.scanned")}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, SHOWN).map((drive) => (
              <DriveRow key={driveKey(drive)} drive={drive} apart={apart(drive)} />
            ))}
          </tbody>
        </table>
      )}
      <SamplesNote rows={rows.slice(0, SHOWN)} />
    </section>
  );
}
