/** What was copied, skipped, went wrong or waits; lists that grow but never move under the pointer. */
import { memo, type ReactNode, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import {
  fullPath,
  isExpectedRepeat,
  MutedCell,
  PictureCell,
  SizeCell,
  TwinCell,
  useReason,
} from "@/components/FileCells";
import { type Column, FileGrid, type GridRow } from "@/components/FileGrid";
import { AlertIcon, ClockIcon, FailedIcon, NothingIcon, OkIcon, RefreshIcon } from "@/components/icons";
import { PathText } from "@/components/PathText";
import { Empty, ErrorState, LoadingRows } from "@/components/States";
import { type Tab, TabList } from "@/components/Tabs";
import type { Equation, FileRow, FilesQuery, JobView, Term } from "@/ipc";
import { EVERY_FILE, useFileRows } from "@/lib/fileRows";
import type { Paged } from "@/lib/paged";
import { retry } from "@/lib/runAgain";
import { type Run, useRuns } from "@/lib/runStore";
import { complain } from "@/lib/toast";
import { sentence } from "@/lib/words";
import { Graph } from "./Graph";
import runCss from "./run.module.css";
import css from "./tabs.module.css";

type TabName = "copied" | "skipped" | "problems" | "waiting" | "speed";
type Skipped = "already_there" | "repeat" | "left_out";
const SKIPPED: Skipped[] = ["already_there", "repeat", "left_out"];
const EVERY_MS = 2_000;

function StateCell({ row }: { row: FileRow }) {
  const { t } = useTranslation("run");
  const reason = useReason();
  if (row.term === "failed") {
    return (
      <span className={runCss.bad} title={row.message === null ? undefined : sentence(row.message)}>
        <FailedIcon size={16} />{" "}
        <span className={css.cut}>{row.message === null ? reason(row) : sentence(row.message)}</span>
      </span>
    );
  }
  if (row.term === "to_do") {
    return (
      <span className={runCss.waits}>
        <ClockIcon size={16} /> {isExpectedRepeat(row) ? t("row.repeat") : reason(row)}
      </span>
    );
  }
  const verified =
    row.verified === "ok" ? t("row.readBack") : row.term === "copied" ? t("row.copied") : reason(row);
  if (row.verified !== null && row.verified !== "ok") {
    return (
      <span className={runCss.bad}>
        <AlertIcon size={16} /> {t(`row.${row.verified}`)}
      </span>
    );
  }
  return (
    <span className={runCss.plainState}>
      <OkIcon size={16} /> {verified}
    </span>
  );
}

function RetryCell({ job, row }: { job: string; row: FileRow }) {
  const { t } = useTranslation("run");
  return (
    <Button
      kind="text"
      small
      title={t("retryHint")}
      onClick={() => void retry(job, [row.id]).catch(complain)}
      data-testid="retry-file"
    >
      {t("retry")}
    </Button>
  );
}

function useColumns(
  job: string,
  tab: TabName,
  wide: boolean,
): { columns: Column[]; cells: (row: FileRow) => ReactNode[] } {
  const { t } = useTranslation("run");
  const place = tab === "copied" || tab === "skipped";
  const columns: Column[] = [
    { key: "sign", header: "", width: "24px" },
    { key: "path", header: t("col.file"), width: "minmax(180px, 1.2fr)" },
    ...(place && wide
      ? [
          {
            key: "place",
            header: t(tab === "copied" ? "col.copy" : "col.twin"),
            width: "minmax(180px, 2.4fr)",
          },
        ]
      : []),
    { key: "state", header: t("col.state"), width: place ? "minmax(130px, 0.6fr)" : "minmax(180px, 1.4fr)" },
    { key: "size", header: t("col.size"), width: "84px", right: true },
    ...(tab === "problems" ? [{ key: "retry", header: t("retry"), width: "72px", right: true }] : []),
  ];
  const cells = (row: FileRow): ReactNode[] => [
    <PictureCell key="sign" job={job} row={row} />,
    <PathText key="path" path={fullPath(row)} drive={place ? undefined : row.drive} />,
    ...(place && wide ? [<TwinCell key="place" path={tab === "copied" ? row.target : row.twin} />] : []),
    <MutedCell key="state">
      <StateCell row={row} />
    </MutedCell>,
    <SizeCell key="size" bytes={row.size} />,
    ...(tab === "problems" ? [<RetryCell key="retry" job={job} row={row} />] : []),
  ];
  return { columns, cells };
}

const TERM = {
  copied: "copied",
  problems: "failed",
  waiting: "to_do",
} as const satisfies Record<Exclude<TabName, "skipped" | "speed">, Term>;

const SUMS = {
  copied: "copied",
  already_there: "already_there",
  repeat: "repeats",
  left_out: "left_out",
  failed: "failed",
  to_do: "to_do",
} as const satisfies Record<(typeof TERM)[keyof typeof TERM] | Skipped, keyof Equation>;

/** Asks for the list again as long as the sum counts others than it has: one call, not more often than every two seconds. */
function useFollowing(id: string, term: keyof typeof SUMS, rows: Paged<FileRow>, follows: boolean): void {
  const list = useRef(rows);
  list.current = rows;
  useEffect(() => {
    if (!follows) return;
    const timer = setInterval(() => {
      const counted = useRuns.getState().runs[id]?.snapshot?.equation[SUMS[term]].files;
      // A copy that was read back since says so, though there are no more of them.
      if (term === "copied" || counted !== list.current.total) list.current.again();
    }, EVERY_MS);
    return () => clearInterval(timer);
  }, [id, term, follows]);
}

/** Not drawn again with each snapshot: its rows come at their own pace. */
const TabFiles = memo(function TabFiles({
  id,
  tab,
  live,
  wide,
  counted,
}: {
  id: string;
  tab: Exclude<TabName, "speed">;
  live: boolean;
  wide: boolean;
  /** There are some, though the list may not have them yet. */
  counted: boolean;
}) {
  const { t } = useTranslation(["run", "common"]);
  const [skipped, setSkipped] = useState<Skipped>("already_there");
  const [held, setHeld] = useState(false);
  const term = tab === "skipped" ? skipped : TERM[tab];
  const query: FilesQuery = {
    ...EVERY_FILE,
    term,
    sort: tab === "waiting" ? "path" : "recent",
    // New problems come below the others: none moves under the pointer, which may stay.
    descending: tab === "copied" || tab === "skipped",
  };
  const rows = useFileRows(id, query);
  useFollowing(id, term, rows, live && (!held || tab === "problems"));
  const { columns, cells } = useColumns(id, tab, wide);
  const row = (index: number): GridRow => {
    const file = rows.at(index);
    return file ? { kind: "cells", id: file.id, cells: cells(file) } : { kind: "loading" };
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only holds the list still under the pointer
    <div className={css.tabBody} onMouseEnter={() => setHeld(true)} onMouseLeave={() => setHeld(false)}>
      {tab === "skipped" && (
        <p className={css.chips}>
          {SKIPPED.map((name) => (
            <button key={name} type="button" aria-pressed={name === skipped} onClick={() => setSkipped(name)}>
              {t(`skipped.${name}`)}
            </button>
          ))}
        </p>
      )}
      {tab === "problems" && (rows.total ?? 0) > 1 && (
        <p className={css.chips}>
          <Button
            small
            icon={<RefreshIcon size={15} />}
            title={t("retryHint")}
            onClick={() => void retry(id).catch(complain)}
            data-testid="retry-all"
          >
            {t("retryAll", { count: rows.total ?? 0 })}
          </Button>
        </p>
      )}
      {rows.error ? (
        <ErrorState error={rows.error} title={t("cannotList")} onRetry={rows.retry} />
      ) : rows.total === undefined || (rows.total === 0 && counted) ? (
        <LoadingRows rows={3} />
      ) : rows.total === 0 ? (
        <Empty
          icon={tab === "problems" ? <OkIcon size={22} /> : <NothingIcon size={22} />}
          title={t(`none.${tab}`)}
          good={tab === "problems"}
        />
      ) : (
        <FileGrid
          label={t(`tabs.${tab}`)}
          columns={columns}
          count={rows.total}
          row={row}
          onRange={rows.onRange}
          resetKey={term}
          hideHeader
          testid="live-list"
        />
      )}
    </div>
  );
});

export function LiveTabs({ view, run, wide }: { view: JobView; run: Run; wide: boolean }) {
  const { t } = useTranslation("run");
  const [tab, setTab] = useState<TabName>("copied");
  const equation = run.snapshot?.equation;
  if (!equation) return null;
  const tabs: Tab<TabName>[] = [
    { value: "copied", label: t("tabs.copied"), count: equation.copied.files },
    {
      value: "skipped",
      label: t("tabs.skipped"),
      count: equation.already_there.files + equation.repeats.files + equation.left_out.files,
    },
    {
      value: "problems",
      label: t("tabs.problems"),
      count: equation.failed.files,
      icon: equation.failed.files > 0 ? <FailedIcon size={16} className={runCss.badIcon} /> : undefined,
    },
    { value: "waiting", label: t("tabs.waiting"), count: equation.to_do.files },
    ...(wide ? [] : [{ value: "speed" as const, label: t("tabs.speed") }]),
  ];
  const now = tabs.some((each) => each.value === tab) ? tab : "copied";
  return (
    <section className={css.tabs} aria-label={t("tabs.label")}>
      <TabList label={t("tabs.label")} tabs={tabs} value={now} onChange={setTab} panelId="live-panel" />
      <div role="tabpanel" id="live-panel" aria-label={t(`tabs.${now}`)} className={css.tabPanel}>
        {now === "speed" ? (
          <Graph run={run} flat />
        ) : (
          <TabFiles
            key={now}
            id={view.id}
            tab={now}
            live={run.finished === null}
            wide={wide}
            counted={now !== "skipped" && equation[TERM[now]].files > 0}
          />
        )}
      </div>
    </section>
  );
}
