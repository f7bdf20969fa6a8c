/** A job that does not run at the moment: why, what stays, and one button to go on. */
import { useNavigate } from "@tanstack/react-router";
import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Banner } from "@/components/Banner";
import { Button, LinkButton } from "@/components/Button";
import { EquationBar } from "@/components/EquationBar";
import { AlertIcon, PlayIcon, UnpluggedIcon } from "@/components/icons";
import { Heading, Page } from "@/components/Page";
import { Terms } from "@/components/Terms";
import { asProblem, type JobView, type Phase, type Problem } from "@/ipc";
import { count, inUnit, sharedUnit } from "@/lib/format";
import { type Run, start } from "@/lib/runStore";
import { foundTerm, freshTally, liveTerms } from "@/lib/terms";
import { inOneLine, sentence, wholeProblem } from "@/lib/words";
import { FinishWithout } from "./FinishWithout";
import css from "./run.module.css";

function aimOf(view: JobView): Phase {
  return view.planned_ms === null || view.equation.found.files === 0 ? "plan" : "summary";
}

/** Stopped after its plan was made and before anything was copied: who goes on sees that plan first. */
function isPlanned({ phase, planned_ms, equation }: JobView): boolean {
  return phase === "plan" && planned_ms !== null && equation.copied.files === 0;
}

function titleOf(view: JobView, t: TFunction<["run", "common"]>): string {
  if (aimOf(view) === "plan") return t("notRunning.look");
  if (isPlanned(view)) return t("notRunning.planned");
  return t("notRunning.copy", { count: freshTally(view.equation).files });
}

function Why({ view, run, refused }: { view: JobView; run: Run | undefined; refused: Problem | null }) {
  const { t } = useTranslation("run");
  const last = run?.attention[run.attention.length - 1];
  const away = [...view.sources, ...view.destinations].filter((place) => !place.connected);
  return (
    <div className={css.banners}>
      {refused && (
        <Banner
          tone="failed"
          icon={<AlertIcon size={18} />}
          title={sentence(refused.message)}
          testid="run-refused"
        >
          {[inOneLine(refused.hint), refused.path].filter(Boolean).join(" ")}
        </Banner>
      )}
      {!refused && run?.finished && (
        <Banner
          tone={run.finished.exitCode === 130 ? "calm" : "failed"}
          icon={<AlertIcon size={18} />}
          title={sentence(run.finished.verdict) || t("ended")}
          testid="run-ended"
        >
          {last && wholeProblem(last)}
        </Banner>
      )}
      {away.map((place) => (
        <Banner
          key={place.path}
          tone="warn"
          icon={<UnpluggedIcon size={18} />}
          title={t("away", { name: place.name })}
          actions={
            "to_do" in place && place.to_do > 0 && aimOf(view) === "summary" ? (
              <FinishWithout id={view.id} source={place.id} name={place.name} files={place.to_do} />
            ) : undefined
          }
        />
      ))}
    </div>
  );
}

export function NotRunning({ view, run }: { view: JobView; run: Run | undefined }) {
  const { t } = useTranslation(["run", "common"]);
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const [refused, setRefused] = useState<Problem | null>(null);
  const aim = aimOf(view);
  const { equation } = view;
  const copied = equation.copied.files;
  const terms = liveTerms(equation);
  const unit = sharedUnit(equation.found.bytes);
  const resume = async () => {
    setBusy(true);
    try {
      await start(view.id, aim);
      await navigate({ to: "/job/$id/live", params: { id: view.id } });
    } catch (error) {
      setRefused(asProblem(error));
    } finally {
      setBusy(false);
    }
  };
  const title = titleOf(view, t);
  return (
    <Page
      title={title}
      crumbs={[{ label: t("common:nav.home"), link: { to: "/" } }, { label: view.name }]}
      testid="not-running"
      footer={
        <>
          <p className={css.footWords}>{equation.copied.files > 0 ? t("foot") : t("footLook")}</p>
          {view.state !== "running" && (
            <LinkButton to="/job/$id/edit" params={{ id: view.id }} search={{ step: "review" }}>
              {t("notRunning.change")}
            </LinkButton>
          )}
          {isPlanned(view) ? (
            <LinkButton kind="primary" to="/job/$id/plan" params={{ id: view.id }} data-testid="see-plan">
              {t("notRunning.seePlan")}
            </LinkButton>
          ) : (
            <Button
              kind="primary"
              icon={<PlayIcon size={16} />}
              disabled={busy}
              onClick={() => void resume()}
              data-testid="resume"
            >
              {aim === "plan" ? t("notRunning.lookGo") : t("notRunning.resume")}
            </Button>
          )}
        </>
      }
    >
      <Heading>{title}</Heading>
      <p className={css.notRunningLine}>
        {equation.copied.files > 0
          ? t("notRunning.stays", { count: equation.copied.files, shown: count(equation.copied.files) })
          : t("notRunning.nothing")}
      </p>
      <Why view={view} run={run} refused={refused} />
      {equation.found.files > 0 && (
        <section className={css.sum} aria-label={t("sum")}>
          <EquationBar terms={terms} by="bytes" height={16} />
          <Terms
            found={foundTerm(equation)}
            terms={terms}
            label={t("sum")}
            size="medium"
            extra={copied > 0 ? { new: t("ofIt", { size: inUnit(equation.copied.bytes, unit) }) } : undefined}
          />
        </section>
      )}
    </Page>
  );
}
