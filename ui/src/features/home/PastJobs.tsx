/** What was done before, each with its verdict. */
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { AlertIcon, OkIcon, StopIcon } from "@/components/icons";
import type { JobCard } from "@/ipc";
import { day } from "@/lib/format";
import { jobScreen } from "@/lib/jobScreen";
import { sentence } from "@/lib/words";
import css from "./tables.module.css";

const SHOWN = 5;

function Verdict({ job }: { job: JobCard }) {
  const { t } = useTranslation("home");
  const { failed, to_do } = job.equation;
  if (job.trouble) return sentence(job.trouble);
  if (job.state === "completed") return t("past.clean");
  if (job.state === "completed_with_errors") {
    return failed.files > 0 ? t("past.failed", { count: failed.files }) : t("past.notAll");
  }
  if (job.state === "draft") return t("past.draft");
  return t("past.stopped", { count: to_do.files });
}

function Sign({ job }: { job: JobCard }) {
  if (job.state === "completed") return <OkIcon size={17} className={css.ok} />;
  if (job.trouble || job.state === "completed_with_errors" || job.state === "failed") {
    return <AlertIcon size={17} className={css.warn} />;
  }
  return <StopIcon size={16} className={css.grey} />;
}

export function PastJobs({ jobs }: { jobs: JobCard[] }) {
  const { t } = useTranslation(["home", "common"]);
  const [all, setAll] = useState(false);
  return (
    <section className={css.past} aria-label={t("past.title")}>
      <div className={css.sectionTop}>
        <h2>{t("past.title")}</h2>
        {jobs.length > SHOWN && !all && (
          <Button kind="text" small onClick={() => setAll(true)}>
            {t("past.all")}
          </Button>
        )}
      </div>
      <ul>
        {(all ? jobs : jobs.slice(0, SHOWN)).map((job) => (
          <li key={job.id}>
            <Link {...jobScreen(job)} className={css.pastJob} data-testid="past-job">
              <Sign job={job} />
              <span className={css.pastWords}>
                <b>{job.name}</b>
                <span>
                  <Verdict job={job} />
                </span>
              </span>
              <time dateTime={new Date(job.updated_ms).toISOString()}>
                {day(job.updated_ms, t("common:today"))}
              </time>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
