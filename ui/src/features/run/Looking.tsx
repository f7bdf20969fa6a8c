/** The phases before the plan: counts at once, time after ten seconds, only names and sizes read. */
import { useTranslation } from "react-i18next";
import { ClockIcon, DriveIcon, OkIcon, PauseIcon, ReadIcon, UnpluggedIcon } from "@/components/icons";
import { Progress } from "@/components/Progress";
import type { DriveLine, JobView } from "@/ipc";
import { count, duration, percent, size } from "@/lib/format";
import { progressOf } from "@/lib/progress";
import type { Run } from "@/lib/runStore";
import { Banners } from "./Banners";
import css from "./looking.module.css";
import { lookKey } from "./phaseKeys";
import runCss from "./run.module.css";

/** What of the drive was compared; before it is its turn there is nothing to count. */
function Compared({ line }: { line: DriveLine }) {
  const { t } = useTranslation("run");
  const done = line.work === "finished" || line.files_done >= line.files_total;
  return (
    <span className={done ? runCss.ok : runCss.busy}>
      {done ? <OkIcon size={16} /> : <ReadIcon size={16} />}
      {t("look.compared", { count: line.files_total, done: count(line.files_done) })}
    </span>
  );
}

/** While somebody has paused the job no drive is looked at, unless it is through. */
function LookedAt({ line, compares, rests }: { line: DriveLine; compares: boolean; rests: boolean }) {
  const { t } = useTranslation("run");
  const isThrough = compares
    ? line.files_total > 0 && line.files_done >= line.files_total
    : line.work === "finished";
  if (line.work === "missing") {
    return (
      <span className={runCss.warn}>
        <UnpluggedIcon size={16} /> {t("work.missing")}
      </span>
    );
  }
  if (rests && !isThrough) {
    return (
      <span className="muted">
        <PauseIcon size={16} /> {t("work.paused")}
      </span>
    );
  }
  if (compares && line.files_total > 0) return <Compared line={line} />;
  if (line.work === "waiting" || compares) {
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

const sumOf = (view: JobView, what: "files" | "bytes") =>
  view.sources.reduce((sum, source) => sum + source[what], 0);

export function Looking({ view, run }: { view: JobView; run: Run }) {
  const { t } = useTranslation("run");
  const snapshot = run.snapshot;
  const phase = snapshot?.phase ?? "analyze";
  const share = snapshot ? progressOf(snapshot) : { part: 0, all: 0, by: "files" as const };
  const found = snapshot?.equation.found;
  // A run counts its sum only with the plan: until then the job's drives say what was found.
  const [files, bytes] =
    phase === "analyze"
      ? [
          Math.max(found?.files ?? 0, snapshot?.files_done ?? 0),
          Math.max(found?.bytes ?? 0, snapshot?.bytes_done ?? 0),
        ]
      : [
          Math.max(found?.files ?? 0, sumOf(view, "files")),
          Math.max(found?.bytes ?? 0, sumOf(view, "bytes")),
        ];
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
              <LookedAt line={line} compares={key !== "analyze"} rests={snapshot?.paused === "user"} />
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
