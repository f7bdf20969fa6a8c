/** Archived files that are not there as they were last seen: looked for on the connected drives, when one asks. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { CheckLine } from "@/components/CheckLine";
import { MutedCell } from "@/components/FileCells";
import { HeldList } from "@/components/HeldList";
import { AlertIcon, OkIcon, RefreshIcon } from "@/components/icons";
import { type CatalogReport, call, type StaleFile } from "@/ipc";
import { sayAloud } from "@/lib/aloud";
import { runCheck, useChecks } from "@/lib/checkStore";
import { count, day } from "@/lib/format";
import { inOneLine } from "@/lib/words";
import css from "./coverage.module.css";
import { useGuarded } from "./useGuarded";

const KEY = ["catalogReport"] as const;

function Rows({ rows }: { rows: StaleFile[] }) {
  const { t } = useTranslation(["archive", "common"]);
  return (
    <div className={css.staleList}>
      <HeldList
        label={t("stale.title")}
        rows={rows}
        path={(found) => found.path}
        first={{ header: t("stale.file"), width: "minmax(180px, 1.6fr)" }}
        columns={[
          {
            key: "drive",
            header: t("stale.drive"),
            width: "minmax(100px, 0.6fr)",
            cell: (found) => <MutedCell key="drive">{found.drive}</MutedCell>,
          },
          {
            key: "now",
            header: t("stale.what"),
            width: "84px",
            narrow: "corner",
            cell: (found) => <span key="now">{t(found.gone ? "stale.gone" : "stale.changed")}</span>,
          },
          {
            key: "last",
            header: t("stale.last"),
            width: "96px",
            narrow: "labelled",
            cell: (found) => <MutedCell key="last">{day(found.last_seen_ms, t("common:today"))}</MutedCell>,
          },
        ]}
        testid="stale-list"
      />
    </div>
  );
}

function useFound(): (report: CatalogReport) => string {
  const { t } = useTranslation("archive");
  return ({ stale_total: all }) =>
    all ? t("stale.found", { count: all, shown: count(all) }) : t("stale.none");
}

function Found({ report }: { report: CatalogReport }) {
  const { t } = useTranslation("archive");
  const found = useFound()(report);
  const all = report.stale_total ?? 0;
  const rows = report.stale ?? [];
  return (
    <div data-testid="stale-found">
      <p className={css.line}>
        {all === 0 ? <OkIcon size={16} className={css.ok} /> : <AlertIcon size={16} className={css.warn} />}
        {found}
      </p>
      {report.away > 0 && (
        <p className="muted">{t("stale.away", { count: report.away, shown: count(report.away) })}</p>
      )}
      {rows.length > 0 && <Rows rows={rows} />}
      {all > rows.length && <p className="muted">{t("stale.first", { count: rows.length })}</p>}
      {all > 0 && <p className="muted">{t("stale.next")}</p>}
    </div>
  );
}

export function Stale() {
  const { t } = useTranslation("archive");
  const cache = useQueryClient();
  const { refused, guarded } = useGuarded();
  const found = useFound();
  const busy = useChecks((state) => state.running.catalog !== undefined);
  const report = useQuery<CatalogReport>({
    queryKey: KEY,
    queryFn: () => Promise.reject(new Error("kept, never asked for")),
    enabled: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  }).data;
  const look = () =>
    guarded(async () => {
      const made = await runCheck("catalog", "", () => call("catalog_check"));
      if (!made) return;
      cache.setQueryData(KEY, made);
      sayAloud(found(made));
    });
  return (
    <section className={css.stale} aria-label={t("stale.title")}>
      <h2>{t("stale.title")}</h2>
      <p className="muted">{t("stale.line")}</p>
      <p className={css.acts}>
        <Button
          small
          kind="plain"
          icon={<RefreshIcon size={15} />}
          disabled={busy}
          onClick={() => void look()}
          data-testid="stale-look"
        >
          {t("stale.look")}
        </Button>
      </p>
      <CheckLine check="catalog" subject="" />
      {refused && (
        <p className={css.line} role="alert">
          <AlertIcon size={16} className={css.bad} /> {inOneLine(refused.message, refused.hint)}
        </p>
      )}
      {report && <Found report={report} />}
    </section>
  );
}
