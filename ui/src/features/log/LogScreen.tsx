/** Log: what happened when, by level, with the newest in view while one follows. */
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { type Column, FileGrid, type GridRow } from "@/components/FileGrid";
import { CopyIcon, LogIcon } from "@/components/icons";
import { Heading, Page } from "@/components/Page";
import { SearchBox } from "@/components/SearchBox";
import { Empty, ErrorState, LoadingRows } from "@/components/States";
import type { LogLevel, LogLine } from "@/ipc";
import { stamp } from "@/lib/format";
import { say } from "@/lib/toast";
import css from "./log.module.css";
import { useLogTail } from "./logTail";

type Shown = "all" | "warn" | "error";
const SHOWN: Record<Shown, LogLevel[]> = {
  all: ["error", "warn", "info", "debug", "trace"],
  warn: ["error", "warn"],
  error: ["error"],
};

function useShown(lines: LogLine[]) {
  const [level, setLevel] = useState<Shown>("all");
  const [search, setSearch] = useState("");
  const shown = useMemo(() => {
    const wanted = search.toLowerCase();
    return lines.filter(
      (line) => SHOWN[level].includes(line.level) && line.text.toLowerCase().includes(wanted),
    );
  }, [lines, level, search]);
  return { level, setLevel, search, setSearch, shown };
}

function Grid({
  lines,
  follow,
  onPick,
  picked,
}: {
  lines: LogLine[];
  follow: boolean;
  picked: number | null;
  onPick: (line: LogLine) => void;
}) {
  const { t } = useTranslation("log");
  const place = useRef<HTMLDivElement>(null);
  const columns: Column[] = [
    { key: "time", header: t("col.time"), width: "160px" },
    { key: "level", header: t("col.level"), width: "84px", narrow: "corner" },
    { key: "text", header: t("col.text"), width: "minmax(0, 1fr)" },
  ];
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new line is the reason to scroll
  useEffect(() => {
    const scroller = place.current?.querySelector<HTMLElement>("[data-scroller]");
    if (follow && scroller) scroller.scrollTop = scroller.scrollHeight;
  }, [follow, lines.length]);
  const row = (index: number): GridRow => {
    const line = lines[index];
    if (!line) return { kind: "loading" };
    return {
      kind: "cells",
      id: line.number,
      cells: [
        <time key="time" className="muted" dateTime={new Date(line.at_ms).toISOString()}>
          {stamp(line.at_ms)}
        </time>,
        <span key="level" className={css[line.level]}>
          {t(`level.${line.level}`)}
        </span>,
        <span key="text" className={css.text} title={line.text}>
          {line.text}
        </span>,
      ],
    };
  };
  return (
    <div ref={place} className={css.grid}>
      <FileGrid
        label={t("title")}
        columns={columns}
        count={lines.length}
        row={row}
        onRange={ignoreRange}
        selected={picked}
        onSelect={(_id, index) => {
          const line = lines[index];
          if (line) onPick(line);
        }}
        testid="log-list"
      />
    </div>
  );
}

function ignoreRange(): void {
  // Every line is here already: nothing is fetched by range.
}

function Bar({
  state,
  follow,
  setFollow,
}: {
  state: ReturnType<typeof useShown>;
  follow: boolean;
  setFollow: (on: boolean) => void;
}) {
  const { t } = useTranslation("log");
  const copy = () => {
    const text = state.shown
      .map((line) =>
        [new Date(line.at_ms).toISOString(), line.level, line.text, line.noted].filter(Boolean).join(" "),
      )
      .join("\n");
    navigator.clipboard?.writeText(text).then(() => say(t("copied")), console.error);
  };
  return (
    <div className={css.bar}>
      <div className={css.chips} role="group" aria-label={t("col.level")}>
        {(["all", "warn", "error"] as const).map((level) => (
          <button
            key={level}
            type="button"
            aria-pressed={level === state.level}
            onClick={() => state.setLevel(level)}
          >
            {t(`show.${level}`)}
          </button>
        ))}
      </div>
      <span className={css.gap} />
      <label className={css.follow}>
        <input
          type="checkbox"
          checked={follow}
          onChange={(event) => setFollow(event.currentTarget.checked)}
        />{" "}
        {t("follow")}
      </label>
      <SearchBox label={t("search")} value={state.search} onChange={state.setSearch} width={200} />
      <Button small icon={<CopyIcon size={15} />} onClick={copy}>
        {t("copy")}
      </Button>
    </div>
  );
}

export function LogScreen() {
  const { t } = useTranslation("log");
  const [follow, setFollow] = useState(true);
  const [picked, setPicked] = useState<LogLine | null>(null);
  const tail = useLogTail(follow);
  const state = useShown(tail.lines);
  return (
    <Page title={t("title")} fixed testid="log">
      <Heading>{t("title")}</Heading>
      <Bar state={state} follow={follow} setFollow={setFollow} />
      {tail.error !== null && tail.lines.length === 0 ? (
        <ErrorState error={tail.error} title={t("cannotRead")} onRetry={tail.retry} />
      ) : !tail.loaded ? (
        <LoadingRows />
      ) : state.shown.length === 0 ? (
        <Empty icon={<LogIcon size={26} />} title={t("nothing")} />
      ) : (
        <Grid
          lines={state.shown}
          follow={follow}
          picked={picked?.number ?? null}
          onPick={(line) => {
            setPicked(line);
            setFollow(false);
          }}
        />
      )}
      {picked && (
        <p className={`${css.whole} selectable`}>
          {picked.text} {picked.noted !== null && <span className="muted">{picked.noted}</span>}
        </p>
      )}
    </Page>
  );
}
