/** Live: what runs now, how far, how fast, how long, and what needs somebody. */
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Page } from "@/components/Page";
import { ErrorState, LoadingRows } from "@/components/States";
import { call, type JobView } from "@/ipc";
import { keys } from "@/lib/query";
import { attach, isLive, type Run, useRuns } from "@/lib/runStore";
import { Copying } from "./Copying";
import { LiveActions } from "./LiveActions";
import { LiveTop } from "./LiveTop";
import { Looking } from "./Looking";
import { NotRunning } from "./NotRunning";
import { screenAfter, useAfterRun } from "./useAfterRun";
import { useSteps } from "./useSteps";

/** Whether the shell was asked if this job runs; a reload forgets what the window knew. */
function useAttached(id: string): boolean {
  const known = useRuns((state) => isLive(state.runs[id]));
  const [asked, setAsked] = useState(known);
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once per job
  useEffect(() => {
    if (known) return;
    let gone = false;
    attach(id)
      .catch((error: unknown) => console.error("run_watch", error))
      .finally(() => !gone && setAsked(true));
    return () => {
      gone = true;
    };
  }, [id]);
  return asked || known;
}

function useCrumbs(view: JobView | undefined, step: string | undefined) {
  const { t } = useTranslation(["run", "common"]);
  return [
    { label: t("common:nav.home"), link: { to: "/" as const } },
    ...(view ? [{ label: view.name }] : []),
    { label: step ?? t("title") },
  ];
}

function Running({ view, run }: { view: JobView; run: Run }) {
  const { t } = useTranslation("run");
  const steps = useSteps(run.snapshot);
  const now = steps.find((step) => step.state === "now");
  const crumbs = useCrumbs(view, now?.label);
  const { phase, phases_done = [] } = run.snapshot ?? {};
  const looking = phase
    ? ["analyze", "pool", "checksum", "plan"].includes(phase)
    : !phases_done.includes("plan");
  return (
    <Page
      title={now?.label ?? t("title")}
      crumbs={crumbs}
      fixed
      lowFooter
      footer={<LiveActions id={view.id} run={run} />}
      testid="live"
    >
      {/* One heading for all phases: one that came anew would take the focus from whoever works below it. */}
      <LiveTop view={view} run={run} looking={looking} steps={steps} />
      {looking ? <Looking view={view} run={run} /> : <Copying view={view} run={run} />}
    </Page>
  );
}

export function LiveScreen() {
  const { t } = useTranslation(["run", "common"]);
  const { id } = useParams({ from: "/job/$id/live" });
  const attached = useAttached(id);
  const run = useRuns((state) => state.runs[id]);
  const view = useQuery({ queryKey: keys.jobView(id), queryFn: () => call("job_view", { id }) });
  useAfterRun(id, run);
  if (view.error) {
    return (
      <Page title={t("title")}>
        <ErrorState
          page
          error={view.error}
          title={t("cannotOpen")}
          safe={t("common:safeNothingChanged")}
          onRetry={() => void view.refetch()}
        />
      </Page>
    );
  }
  if (!view.data || !attached) {
    return (
      <Page title={t("title")}>
        <LoadingRows />
      </Page>
    );
  }
  // A run that has just ended stays as it was until the screen that answers is there.
  if (run && (isLive(run) || screenAfter(run) !== null)) return <Running view={view.data} run={run} />;
  return <NotRunning view={view.data} run={run} />;
}
