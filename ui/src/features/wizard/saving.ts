/** A job that exists is saved half a second after the last change; a new one becomes a job at "Look at the drives". */
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem, call, type JobConfig, type JobView, type Problem } from "@/ipc";
import { month } from "@/lib/format";
import { keys, outdated, queryClient } from "@/lib/query";
import { start } from "@/lib/runStore";
import { forget, markSaved, useDraft } from "./draft";
import { useRefusal } from "./refusal";

const DROPS = {
  sources: "job_drop_source",
  destinations: "job_drop_archive",
  pools: "job_drop_pool",
} as const;

/** A job that has begun lets a folder go only when told so; nothing that was copied is touched. */
async function save(id: string, before: JobConfig, config: JobConfig): Promise<JobView> {
  if (useDraft.getState().begun) {
    for (const role of ["sources", "destinations", "pools"] as const)
      for (const path of before[role].filter((each) => !config[role].includes(each)))
        await call(DROPS[role], { id, path });
  }
  return call("job_update", { id, config });
}

export function useSaving(jobId: string | null): Problem | null {
  const config = useDraft((draft) => draft.config);
  const first = useRef(config);
  const [failed, setFailed] = useState<Problem | null>(null);
  useEffect(() => {
    if (jobId === null || config === first.current) return;
    const timer = setTimeout(() => {
      save(jobId, first.current, config).then(
        (view) => {
          first.current = config;
          queryClient.setQueryData(keys.jobView(jobId), view);
          setFailed(null);
          markSaved();
        },
        (error: unknown) => setFailed(asProblem(error)),
      );
    }, 500);
    return () => clearTimeout(timer);
  }, [jobId, config]);
  return failed;
}

async function makeJob(jobId: string | null, config: JobConfig): Promise<string> {
  const view =
    jobId === null ? await call("job_create", { config }) : await call("job_update", { id: jobId, config });
  queryClient.setQueryData(keys.jobView(view.id), view);
  outdated(keys.jobs);
  return view.id;
}

export function useLookAtDrives() {
  const { t } = useTranslation("wizard");
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const go = async () => {
    const { jobId, config } = useDraft.getState();
    setBusy(true);
    useRefusal.setState({ problem: null });
    try {
      const named = config.name.trim() ? config : { ...config, name: defaultName(t) };
      const id = await makeJob(jobId, named);
      await start(id, "plan");
      forget();
      await navigate({ to: "/job/$id/live", params: { id } });
    } catch (error) {
      useRefusal.setState({ problem: asProblem(error) });
    } finally {
      setBusy(false);
    }
  };
  return { go, busy };
}

export function defaultName(t: (key: "defaultName", values: { month: string }) => string): string {
  return t("defaultName", { month: month(Date.now()) });
}
