/** New job: four steps, kept as they are typed. The same screen changes a job that has copied nothing yet. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { type ReactNode, useEffect } from "react";
import { useTranslation } from "react-i18next";
import type { WizardStep } from "@/app/router";
import { Button } from "@/components/Button";
import { NextIcon } from "@/components/icons";
import { Page } from "@/components/Page";
import { ErrorState, LoadingRows } from "@/components/States";
import { type Step, Stepper } from "@/components/Stepper";
import { call } from "@/ipc";
import { time } from "@/lib/format";
import { keys } from "@/lib/query";
import { complain } from "@/lib/toast";
import { sentence } from "@/lib/words";
import { ArchiveStep } from "./ArchiveStep";
import { DrivesStep } from "./DrivesStep";
import { beginNew, editJob, useDraft } from "./draft";
import { useLearning } from "./learnAnew";
import { OptionsStep } from "./OptionsStep";
import { ReviewStep } from "./ReviewStep";
import { useLookAtDrives, useSaving } from "./saving";
import css from "./wizard.module.css";

const ORDER: WizardStep[] = ["drives", "archive", "options", "review"];
const BODY: Record<WizardStep, () => ReactNode> = {
  drives: DrivesStep,
  archive: ArchiveStep,
  options: OptionsStep,
  review: ReviewStep,
};

function useGo(jobId: string | null) {
  const navigate = useNavigate();
  return (step: WizardStep) =>
    jobId === null
      ? navigate({ to: "/new", search: { step } })
      : navigate({ to: "/job/$id/edit", params: { id: jobId }, search: { step } });
}

function useReady(step: WizardStep): "drives" | "archive" | null {
  const config = useDraft((draft) => draft.config);
  if (config.sources.length === 0) return "drives";
  return step !== "drives" && config.destinations.length === 0 ? "archive" : null;
}

function Footer({ step, jobId }: { step: WizardStep; jobId: string | null }) {
  const { t } = useTranslation("wizard");
  const navigate = useNavigate();
  const go = useGo(jobId);
  const saved = useDraft((draft) => draft.savedMs);
  const failed = useSaving(jobId);
  const missing = useReady(step);
  const look = useLookAtDrives();
  const at = ORDER.indexOf(step);
  const next = ORDER[at + 1];
  const before = ORDER[at - 1];
  return (
    <>
      <Button data-testid="back" onClick={() => void (before ? go(before) : navigate({ to: "/" }))}>
        {before ? t("back") : t("cancel")}
      </Button>
      <span className={failed ? css.notSaved : "muted"} role={failed ? "alert" : undefined}>
        {failed ? sentence(failed.message) : saved && t("saved", { time: time(saved) })}
      </span>
      <span className={css.gap} />
      {next ? (
        <Button
          kind="primary"
          data-testid="next"
          disabled={missing !== null}
          title={missing ? t(`missing.${missing}`) : undefined}
          after={<NextIcon size={16} />}
          onClick={() => void go(next)}
        >
          {t(`next.${next}`)}
        </Button>
      ) : (
        <Button
          kind="primary"
          data-testid="review-start"
          disabled={missing !== null || look.busy}
          title={missing ? t(`missing.${missing}`) : undefined}
          onClick={() => void look.go()}
        >
          {t("look")}
        </Button>
      )}
    </>
  );
}

function Wizard({ step, jobId }: { step: WizardStep; jobId: string | null }) {
  const { t } = useTranslation(["wizard", "common"]);
  const go = useGo(jobId);
  useLearning();
  const at = ORDER.indexOf(step);
  const steps: Step[] = ORDER.map((name, index) => ({
    key: name,
    label: t(`steps.${name}`),
    state: index < at ? "done" : index === at ? "now" : "ahead",
    onOpen: index < at ? () => void go(name) : undefined,
  }));
  const Body = BODY[step];
  return (
    <Page
      title={t("title")}
      crumbs={[{ label: t("common:nav.home"), link: { to: "/" } }, { label: t("title") }]}
      footer={<Footer step={step} jobId={jobId} />}
      testid={`wizard-${step}`}
    >
      <Stepper steps={steps} label={t("stepsLabel")} />
      <Body key={step} />
    </Page>
  );
}

export function NewJobScreen() {
  const { step } = useSearch({ from: "/new" });
  useEffect(() => {
    beginNew().catch(complain);
  }, []);
  return <Wizard step={step ?? "drives"} jobId={null} />;
}

export function EditJobScreen() {
  const { t } = useTranslation(["wizard", "common"]);
  const { id } = useParams({ from: "/job/$id/edit" });
  const { step } = useSearch({ from: "/job/$id/edit" });
  const view = useQuery({ queryKey: keys.jobView(id), queryFn: () => call("job_view", { id }) });
  const loaded = useDraft((draft) => draft.jobId === id);
  useEffect(() => {
    if (view.data) editJob(view.data);
  }, [view.data]);
  if (loaded) return <Wizard step={step ?? "drives"} jobId={id} />;
  return (
    <Page title={t("title")}>
      {view.error ? (
        <ErrorState
          page
          error={view.error}
          title={t("cannotOpen")}
          safe={t("common:safeNothingChanged")}
          onRetry={() => void view.refetch()}
        />
      ) : (
        <LoadingRows />
      )}
    </Page>
  );
}
