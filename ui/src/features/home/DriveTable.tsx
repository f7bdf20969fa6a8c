/** Your drives and whether each is safe to wipe. */
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { VerdictChip } from "@/components/Chip";
import { DriveIcon, PlugIcon } from "@/components/icons";
import { Empty } from "@/components/States";
import type { KnownDrive } from "@/ipc";
import { capacity, count, day } from "@/lib/format";
import { driveKey } from "./driveRows";
import css from "./tables.module.css";

const SHOWN = 8;

function DriveRow({ drive }: { drive: KnownDrive }) {
  const { t } = useTranslation(["home", "common"]);
  return (
    <tr>
      <th scope="row" className={css.driveName}>
        <span>
          <DriveIcon size={17} />
          <Link to="/drives" search={{ volume: drive.volume, path: drive.path }}>
            {drive.name}
          </Link>
        </span>
      </th>
      <td className={css.plug}>
        {drive.connected && (
          <span>
            <PlugIcon size={15} /> {t("common:connected")}
          </span>
        )}
      </td>
      <td>
        <VerdictChip verdict={drive.verdict} />
      </td>
      <td className={css.why}>{drive.why || t("drives.scanIt")}</td>
      <td className={css.right}>{drive.capacity > 0 && capacity(drive.capacity)}</td>
      <td className={css.right}>
        {drive.last_scan_ms !== null && day(drive.last_scan_ms, t("common:today"))}
      </td>
    </tr>
  );
}

export function DriveTable({ rows }: { rows: KnownDrive[] }) {
  const { t } = useTranslation(["home", "common"]);
  const connected = rows.filter((drive) => drive.connected).length;
  return (
    <section aria-label={t("drives.title")}>
      <div className={css.sectionTop}>
        <h2>
          {t("drives.title")}
          {rows.length > 0 && <span>{t("drives.sum", { all: count(rows.length), count: connected })}</span>}
        </h2>
        <Link to="/drives" className={css.link}>
          {t("drives.all")}
        </Link>
      </div>
      {rows.length === 0 ? (
        <Empty icon={<DriveIcon size={24} />} title={t("drives.none")}>
          {t("drives.noneLine")}
        </Empty>
      ) : (
        <table className={css.table}>
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
              <DriveRow key={driveKey(drive)} drive={drive} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}
