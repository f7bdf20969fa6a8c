/** The phases before the plan: counts at once, time after ten seconds, only names and sizes read. */
import { useTranslation } from "react-i18next";
import { ClockIcon, DriveIcon, OkIcon, ReadIcon, UnpluggedIcon } from "@/components/icons";
import { Progress } from "@/components/Progress";
import type { DriveLine, JobView } from "@/ipc";
import { duration, percent, size } from "@/lib/format";
import { progressOf } from "@/lib/progress";
import type { Run } from "@/lib/runStore";
import { Banners } from "./Banners";
import css from "./looking.module.css";
import { lookKey } from "./phaseKeys";
import runCss from "./run.module.css";

function LookedAt({ line }: { line: DriveLine }) {
  const { t } = useTranslation("run");
  if (line.work === "missing") {
    return (
      <span className={runCss.warn}>
        <UnpluggedIcon size={16} /> {t("work.missing")}
      </span>
    );
  }
  if (line.work === "waiting") {
    return (
      <span className="muted">
        <ClockIcon size={16} /> {t("work.waiting")}
      </span>
    );
  }
  const done = line.work === "finished";
  return (
    <span className={done ? runCss.ok : runCss.busy}>
      {done ? <OkIcon size={16} /> : <ReadIcon size={16} />}
      {t(done ? "look.files" : "look.soFar", { count: line.files_done })}
    </span>
  );
}

function Rest({ run }: { run: Run }) {
  const { t } = useTranslation(["run", "common"]);
  const snapshot = run.snapshot;
  if (!snapshot) return <p className={css.caption}>{t("look.starting")}</p>;
  const share = progressOf(snapshot);
  const parts = [
    share.all > 0 && t("common:percent", { value: percent(share.part, share.all) }),
    snapshot.eta_s === null
      ? snapshot.elapsed_s < 10 && t("timeLater")
      : t("about", { time: duration(snapshot.eta_s) }),
  ].filter(Boolean);
  return <p className={css.caption}>{parts.join(", ")}</p>;
}

export function Looking({ view, run }: { view: JobView; run: Run }) {
  const { t } = useTranslation("run");
  const snapshot = run.snapshot;
  const phase = snapshot?.phase ?? "analyze";
  const share = snapshot ? progressOf(snapshot) : { part: 0, all: 0, by: "files" as const };
  const found = snapshot?.equation.found;
  const files = Math.max(found?.files ?? 0, phase === "analyze" ? (snapshot?.files_done ?? 0) : 0);
  const bytes = Math.max(found?.bytes ?? 0, phase === "analyze" ? (snapshot?.bytes_done ?? 0) : 0);
  const key = lookKey(phase);
  const sources = snapshot?.drives.filter((line) => !line.destination) ?? [];
  return (
    <>
      <Banners view={view} run={run} />
      <section className={css.looking}>
        <p className={css.counts}>
          <b>{t("look.count", { count: files })}</b> <span className="muted">{bytes > 0 && size(bytes)}</span>
        </p>
        <Progress label={t(`look.title_${key}`)} part={share.part} all={share.all} />
        <Rest run={run} />
        <p className={css.caption}>{t(`look.line_${key}`)}</p>
        <ul className={css.lookList}>
          {sources.map((line) => (
            <li key={line.root}>
              <DriveIcon size={17} />
              <b>{line.name}</b>
              <LookedAt line={line} />
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
