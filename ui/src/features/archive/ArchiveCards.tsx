/** Each archive: how full it is, what jobs put there, and whether it still is what its own lists say. */
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { CheckLine } from "@/components/CheckLine";
import { AlertIcon, ArchiveIcon, OkIcon, RefreshIcon, UnpluggedIcon } from "@/components/icons";
import { PathText } from "@/components/PathText";
import { Progress } from "@/components/Progress";
import type { ArchiveReport } from "@/ipc";
import { sayAloud } from "@/lib/aloud";
import { useChecks } from "@/lib/checkStore";
import { capacity, count } from "@/lib/format";
import { inOneLine, words } from "@/lib/words";
import css from "./archive.module.css";
import { type Archive, useArchiveCheck } from "./archives";

const NAMED = 8;

function useChecked(): (report: ArchiveReport) => string {
  const { t } = useTranslation("archive");
  return (report) =>
    t(report.deep ? "report.deep" : "report.shallow", {
      count: report.listed,
      ok: count(report.ok),
      shown: count(report.listed),
    });
}

function Report({ report }: { report: ArchiveReport }) {
  const { t } = useTranslation("archive");
  const checked = useChecked()(report);
  const bad = report.missing + report.different + report.unreadable + report.differing;
  return (
    <div className={css.report} data-testid="archive-report">
      <p className={bad > 0 ? css.bad : css.ok}>
        {bad > 0 ? <AlertIcon size={16} /> : <OkIcon size={16} />} {checked}
      </p>
      {report.lists === 0 && <p>{t("report.noLists")}</p>}
      {bad > 0 && (
        <ul>
          {report.problems.slice(0, NAMED).map((problem) => (
            <li key={`${problem.path}/${problem.outcome}`}>
              <PathText path={problem.path} /> <span>{words(problem.message)}</span>
            </li>
          ))}
          {bad > NAMED && <li>{t("report.more", { count: bad - NAMED })}</li>}
        </ul>
      )}
      {report.malformed > 0 && <p>{t("report.malformed", { count: report.malformed })}</p>}
    </div>
  );
}

function ArchiveCard({ archive }: { archive: Archive }) {
  const { t } = useTranslation("archive");
  const { report, refused, check } = useArchiveCheck(archive.path);
  const checked = useChecked();
  const look = async (deep: boolean) => {
    const made = await check(deep);
    if (made) sayAloud(checked(made));
  };
  const busy = useChecks((state) => state.running.archive !== undefined);
  return (
    <li className={css.archive} data-testid="archive-drive">
      <p className={css.archiveName}>
        <ArchiveIcon size={17} /> <b>{archive.name}</b>
        {!archive.connected && (
          <span className={css.away}>
            <UnpluggedIcon size={15} /> {t("away")}
          </span>
        )}
      </p>
      <p className={css.archivePath}>
        <PathText path={archive.path} quiet />
      </p>
      {archive.connected && archive.capacity > 0 && (
        <Progress
          label={t("used", { name: archive.name })}
          part={archive.capacity - archive.free}
          all={archive.capacity}
          height={6}
          tone="grey"
        />
      )}
      <p className={css.archiveUsed}>
        {archive.connected &&
          archive.capacity > 0 &&
          `${t("usedOf", {
            used: capacity(archive.capacity - archive.free),
            all: capacity(archive.capacity),
            free: capacity(archive.free),
          })}. `}
        {archive.held === 0
          ? t("heldNone")
          : t("held", {
              count: archive.held,
              shown: count(archive.held),
              jobs: t("jobs", { count: archive.jobs }),
            })}
      </p>
      {archive.connected && (
        <p className={css.archiveActs}>
          <Button
            small
            kind="plain"
            icon={<RefreshIcon size={15} />}
            disabled={busy}
            title={t("readBackHint")}
            onClick={() => void look(true)}
            data-testid="archive-read-back"
          >
            {t("readBack")}
          </Button>
          <Button
            small
            disabled={busy}
            title={t("isThereHint")}
            onClick={() => void look(false)}
            data-testid="archive-is-there"
          >
            {t("isThere")}
          </Button>
        </p>
      )}
      <CheckLine check="archive" subject={archive.path} />
      {refused && (
        <p className={css.bad} role="alert">
          <AlertIcon size={16} /> {inOneLine(refused.message, refused.hint)}
        </p>
      )}
      {report && <Report report={report} />}
    </li>
  );
}

export function ArchiveCards({ archives, others }: { archives: Archive[]; others: string[] }) {
  const { t } = useTranslation("archive");
  return (
    <>
      <ul className={css.archives} aria-label={t("list")}>
        {archives.map((archive) => (
          <ArchiveCard key={archive.path} archive={archive} />
        ))}
      </ul>
      {others.length > 0 && (
        <div className={css.others}>
          <span>{t("others")}</span>
          {others.map((path) => (
            <PathText key={path} path={path} quiet />
          ))}
        </div>
      )}
    </>
  );
}
