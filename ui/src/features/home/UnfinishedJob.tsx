/** A job that waits: how far it came, which drives it needs, one button to go on. */
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, LinkButton } from "@/components/Button";
import { AlertIcon, NextIcon, OkIcon, PauseIcon, PlayIcon, UnpluggedIcon } from "@/components/icons";
import { Progress } from "@/components/Progress";
import type { JobCard, SourceView } from "@/ipc";
import { count, percent, size } from "@/lib/format";
import { useJobNow } from "@/lib/jobNow";
import { jobScreen } from "@/lib/jobScreen";
import { isLive, start, useRuns } from "@/lib/runStore";
import { freshTally } from "@/lib/terms";
import { complain } from "@/lib/toast";
import { sentence } from "@/lib/words";
import css from "./job.module.css";

type Stage = "draft" | "looked" | "planned" | "copying" | "running" | "trouble";

function stageOf(job: JobCard, live: boolean): Stage {
  if (job.trouble) return "trouble";
  if (live || job.state === "running" || job.state === "paused") return "running";
  if (job.state === "draft") return "draft";
  if (job.equation.copied.files > 0) return "copying";
  if (job.phase === "copy" || job.phase === "verify" || job.phase === "summary") return "copying";
  return job.phase === "plan" ? "planned" : "looked";
}

function Drive({ drive }: { drive: SourceView }) {
  const { t } = useTranslation("home");
  return (
    <li className={drive.connected ? css.here : css.away}>
      {drive.connected ? <OkIcon size={16} /> : <UnpluggedIcon size={16} />}
      <b>{drive.name}</b>
      <span>{t(drive.connected ? "job.here" : "job.away", { count: drive.to_do })}</span>
    </li>
  );
}

function useResume(job: JobCard) {
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const resume = async () => {
    setBusy(true);
    try {
      await start(job.id, "summary");
      await navigate({ to: "/job/$id/live", params: { id: job.id } });
    } catch (error) {
      complain(error);
    } finally {
      setBusy(false);
    }
  };
  return { busy, resume };
}

function Act({ job, stage, first }: { job: JobCard; stage: Stage; first: boolean }) {
  const { t } = useTranslation("home");
  const { busy, resume } = useResume(job);
  if (stage === "trouble") return null;
  if (stage === "copying") {
    return (
      <Button
        kind={first ? "primary" : "plain"}
        large
        icon={<PlayIcon size={16} />}
        disabled={busy}
        onClick={() => void resume()}
        data-testid="resume"
      >
        {t("act.resume")}
      </Button>
    );
  }
  return (
    <LinkButton
      {...jobScreen(job)}
      kind={first ? "primary" : "plain"}
      large
      after={<NextIcon size={16} />}
      data-testid="open-job"
    >
      {t(`act.${stage}`)}
    </LinkButton>
  );
}

function useLine(job: JobCard, stage: Stage): string {
  const { t } = useTranslation("home");
  const { copied } = job.equation;
  const to_do = freshTally(job.equation);
  if (job.trouble) return sentence(job.trouble);
  if (stage === "copying" || (stage === "running" && copied.files > 0)) {
    if (to_do.files === 0) return t("line.copied", { count: copied.files });
    return t("line.copying", {
      done: count(copied.files),
      all: count(copied.files + to_do.files),
      count: to_do.files,
      bytes: size(to_do.bytes),
    });
  }
  if (stage === "planned") return t("line.planned", { count: to_do.files, size: size(to_do.bytes) });
  return t(`line.${stage}`, { drives: job.drives.map((drive) => drive.name).join(", ") });
}

export function UnfinishedJob({ job: listed, first }: { job: JobCard; first: boolean }) {
  const job = useJobNow(listed);
  const { t } = useTranslation(["home", "common"]);
  const live = useRuns((state) => isLive(state.runs[job.id]));
  const stage = stageOf(job, live);
  const rests = useRuns(({ runs }) => runs[job.id]?.snapshot?.state === "paused") && stage === "running";
  const line = useLine(job, stage);
  const { copied } = job.equation;
  const to_do = freshTally(job.equation);
  const all = copied.bytes + to_do.bytes;
  const share = percent(copied.bytes, all);
  const needed = job.drives.filter((drive) => drive.to_do > 0 || !drive.connected);
  return (
    <section
      className={css.job}
      aria-label={job.name}
      data-testid="job-card"
      data-trouble={stage === "trouble"}
    >
      <div className={css.jobWords}>
        <p className={css.jobTop}>
          <Link {...jobScreen(job)} className={css.jobName}>
            {job.name}
          </Link>
          <span className={stage === "trouble" ? css.troubleChip : css.stateChip} data-stage={stage}>
            {stage === "trouble" ? (
              <AlertIcon size={15} />
            ) : (
              (stage === "copying" || rests) && <PauseIcon size={15} />
            )}
            {stage === "copying"
              ? t("state.stopped", { percent: t("common:percent", { value: share }) })
              : t(rests ? "state.paused" : `state.${stage}`)}
          </span>
        </p>
        <p className={css.jobLine}>{line}</p>
        {stage === "copying" && (
          <Progress label={t("job.progress", { name: job.name })} part={copied.bytes} all={all} />
        )}
        {needed.length > 0 && stage !== "trouble" && (
          <ul className={css.needs}>
            {needed.map((drive) => (
              <Drive key={drive.id} drive={drive} />
            ))}
          </ul>
        )}
      </div>
      <Act job={job} stage={stage} first={first} />
    </section>
  );
}
