/** Home: what waits first, then the way in, then the drives and what was done before. */
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { LinkButton } from "@/components/Button";
import { PlusIcon } from "@/components/icons";
import { Heading, Page } from "@/components/Page";
import { ErrorState, LoadingRows } from "@/components/States";
import { useDraft } from "@/features/wizard/draft";
import { call, type JobCard } from "@/ipc";
import { isUnfinished } from "@/lib/jobScreen";
import { keys } from "@/lib/query";
import { DraftCard } from "./DraftCard";
import { DriveTable } from "./DriveTable";
import { DropArea } from "./DropArea";
import { useDriveRows } from "./driveRows";
import { FirstStart } from "./FirstStart";
import css from "./home.module.css";
import { PastJobs } from "./PastJobs";
import { UnfinishedJob } from "./UnfinishedJob";

const CARDS = 2;

function useHeadline() {
  const { t } = useTranslation("home");
  const draft = useDraft((state) => state.jobId === null && state.config.sources.length > 0);
  return (unfinished: JobCard[]): string => {
    const running = unfinished.filter((job) => job.state === "running" || job.state === "paused");
    if (running.length > 0) return t("head.running");
    const waits = unfinished.filter((job) => job.drives.some((drive) => !drive.connected && drive.to_do > 0));
    if (waits.length > 0) return t("head.waits", { count: waits.length });
    if (unfinished.length > 0) return t("head.unfinished", { count: unfinished.length });
    return t(draft ? "head.draft" : "head.calm");
  };
}

function Filled({ jobs }: { jobs: JobCard[] }) {
  const { t } = useTranslation(["home", "common"]);
  const headline = useHeadline();
  const drives = useDriveRows();
  const unfinished = jobs.filter((job) => isUnfinished(job.state));
  const cards = unfinished.slice(0, CARDS);
  const past = jobs.filter((job) => !cards.includes(job));
  return (
    <Page title={t("common:nav.home")} testid="home">
      <div className={css.top}>
        <Heading>{headline(unfinished)}</Heading>
        <LinkButton to="/new" icon={<PlusIcon size={16} />} data-testid="new-job">
          {t("common:newJob")}
        </LinkButton>
      </div>
      {cards.map((job, index) => (
        <UnfinishedJob key={job.id} job={job} first={index === 0} />
      ))}
      <DraftCard />
      <DropArea />
      <div className={css.lower}>
        <DriveTable known={drives} />
        {past.length > 0 && <PastJobs jobs={past} />}
      </div>
    </Page>
  );
}

/** For the bench of the start: when Home was drawn with what it has to show. */
function useMark(isThere: boolean) {
  useEffect(() => {
    if (isThere) requestAnimationFrame(() => performance.mark("home"));
  }, [isThere]);
}

export function HomeScreen() {
  const { t } = useTranslation(["home", "common"]);
  const jobs = useQuery({ queryKey: keys.jobs, queryFn: () => call("jobs_list") });
  const draft = useDraft((state) => state.jobId === null && state.config.sources.length > 0);
  useMark(jobs.data !== undefined);
  if (jobs.error) {
    return (
      <Page title={t("common:nav.home")}>
        <ErrorState
          page
          error={jobs.error}
          title={t("cannotList")}
          safe={t("common:safeNothingChanged")}
          onRetry={() => void jobs.refetch()}
        />
      </Page>
    );
  }
  if (!jobs.data) {
    return (
      <Page title={t("common:nav.home")}>
        <LoadingRows />
      </Page>
    );
  }
  return jobs.data.length === 0 && !draft ? <FirstStart /> : <Filled jobs={jobs.data} />;
}
