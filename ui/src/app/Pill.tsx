/** The running job in the header of every screen: what it does, how far, how long still. */
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { PauseIcon } from "@/components/icons";
import type { JobSnapshot } from "@/ipc";
import { duration, percent } from "@/lib/format";
import { progressOf } from "@/lib/progress";
import { isLive, type Run, useRuns } from "@/lib/runStore";
import css from "./Shell.module.css";

function Ring() {
  return (
    <svg width={16} height={16} viewBox="0 0 16 16" className={css.ring} aria-hidden="true">
      <circle cx={8} cy={8} r={6} fill="none" stroke="var(--sunken)" strokeWidth={2.5} />
      <path
        d="M8 2a6 6 0 0 1 5.2 9"
        fill="none"
        stroke="var(--accent)"
        strokeWidth={2.5}
        strokeLinecap="round"
      />
    </svg>
  );
}

function liveRuns(runs: Record<string, Run>): [string, Run][] {
  return Object.entries(runs).filter(([, run]) => isLive(run));
}

function TimeLeft({ snapshot }: { snapshot: JobSnapshot }) {
  const { t } = useTranslation();
  if (snapshot.stalled_s !== null)
    return <span className={css.pillTime}>{t("pill.stalled", { time: duration(snapshot.stalled_s) })}</span>;
  if (snapshot.eta_s === null) return null;
  return <span className={css.pillTime}>{t("pill.left", { time: duration(snapshot.eta_s) })}</span>;
}

export function Pill() {
  const { t } = useTranslation();
  const live = useRuns((state) => state.runs);
  const [first, ...others] = liveRuns(live);
  if (!first) return null;
  const [id, { snapshot }] = first;
  const paused = snapshot?.state === "paused";
  const done = snapshot && progressOf(snapshot);
  return (
    <Link to="/job/$id/live" params={{ id }} className={css.pill} title={t("pill.open")} data-testid="pill">
      {paused ? <PauseIcon size={16} /> : <Ring />}
      <span>
        {paused
          ? t(snapshot.paused === "user" ? "pill.paused" : "pill.waiting")
          : t(`pill.${snapshot?.phase ?? snapshot?.phases_done.at(-1) ?? "starting"}`)}
        {done && done.all > 0 && <> {t("percent", { value: percent(done.part, done.all) })}</>}
      </span>
      {snapshot && !paused && <TimeLeft snapshot={snapshot} />}
      {others.length > 0 && <span className={css.more}>+{others.length}</span>}
    </Link>
  );
}
