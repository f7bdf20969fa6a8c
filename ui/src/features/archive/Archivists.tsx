/** The archivist's panel: the catalogue's soundness, what it still sees, and what may go from it. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { CheckLine } from "@/components/CheckLine";
import { AlertIcon, OkIcon } from "@/components/icons";
import { type CatalogReport, call, type PruneReport } from "@/ipc";
import { sayAloud } from "@/lib/aloud";
import { runCheck, useChecks } from "@/lib/checkStore";
import { count, size } from "@/lib/format";
import { inOneLine } from "@/lib/words";
import css from "./archive.module.css";
import { ImportChecksums } from "./ImportChecksums";
import { useGuarded } from "./useGuarded";

function useSound(): (report: CatalogReport) => string {
  const { t } = useTranslation("archive");
  return ({ complaint }) => (complaint ? t("catalog.damaged", { complaint }) : t("catalog.sound"));
}

function Facts({ report }: { report: CatalogReport }) {
  const { t } = useTranslation("archive");
  const sound = useSound()(report);
  const rows: [string, string][] = [
    [t("catalog.volumes"), count(report.volumes)],
    [t("catalog.contents"), count(report.contents)],
    [t("catalog.sightings"), count(report.sightings)],
    [t("catalog.readbacks"), count(report.readbacks)],
    [t("catalog.asSeen"), count(report.as_seen)],
    [t("catalog.changed"), count(report.changed)],
    [t("catalog.gone"), count(report.gone)],
    [t("catalog.away"), count(report.away)],
    [t("catalog.size"), size(report.bytes)],
  ];
  return (
    <>
      <p className={report.complaint ? css.bad : css.ok}>
        {report.complaint ? <AlertIcon size={16} /> : <OkIcon size={16} />}
        {sound}
      </p>
      <dl className={css.catalogFacts}>
        {rows.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function useCatalog() {
  const [report, setReport] = useState<CatalogReport | null>(null);
  const [pruned, setPruned] = useState<PruneReport | null>(null);
  const sound = useSound();
  const { refused, guarded } = useGuarded();
  return {
    report,
    pruned,
    refused,
    check: () =>
      guarded(async () => {
        const made = await runCheck("catalog", "", () => call("catalog_check"));
        if (!made) return;
        setReport(made);
        sayAloud(sound(made));
      }),
    prune: () =>
      guarded(async () => {
        setPruned(await call("catalog_prune"));
        setReport(null);
      }),
  };
}

export function Archivists() {
  const { t } = useTranslation("archive");
  const { report, pruned, refused, check, prune } = useCatalog();
  const busy = useChecks((state) => state.running.catalog !== undefined);
  return (
    <section className={css.archivists} aria-label={t("archivists")} data-testid="archivists">
      <h2>{t("import.title")}</h2>
      <ImportChecksums job={null} />
      <h2 className={css.second}>{t("catalog.title")}</h2>
      <p className="muted">{t("catalog.line")}</p>
      <p className={css.archiveActs}>
        <Button small kind="plain" disabled={busy} onClick={() => void check()} data-testid="catalog-check">
          {t("catalog.check")}
        </Button>
        <Button
          small
          disabled={busy}
          title={t("catalog.pruneHint")}
          onClick={() => void prune()}
          data-testid="catalog-prune"
        >
          {t("catalog.prune")}
        </Button>
      </p>
      <CheckLine check="catalog" subject="" />
      {refused && (
        <p className={css.bad} role="alert">
          <AlertIcon size={16} /> {inOneLine(refused.message, refused.hint)}
        </p>
      )}
      {pruned && (
        <p data-testid="catalog-pruned" role="status">
          {t("catalog.pruned", {
            count: pruned.rows,
            before: size(pruned.before),
            after: size(pruned.after),
          })}
        </p>
      )}
      {report && <Facts report={report} />}
    </section>
  );
}
