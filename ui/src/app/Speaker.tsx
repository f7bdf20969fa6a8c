/** Tells a screen reader each phase, each tenth at most every 30 seconds, what needs somebody, and the verdict. */
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { Pace, sayAloud, useAloud } from "@/lib/aloud";
import { useChecks } from "@/lib/checkStore";
import { useCheckStep } from "@/lib/checkWords";
import { percent } from "@/lib/format";
import { progressOf } from "@/lib/progress";
import { isLive, useRuns } from "@/lib/runStore";
import { sentence, wholeProblem } from "@/lib/words";

const tenthOf = (part: number, all: number) => Math.floor(percent(part, all) / 10);

function useRunAloud(): void {
  const { t } = useTranslation();
  const run = useRuns((state) => {
    const runs = Object.values(state.runs);
    // What ended before says nothing while another job runs.
    return runs.find(isLive) ?? runs.findLast((each) => each.finished);
  });
  const pace = useRef(new Pace());
  const said = useRef<{ verdict: string; attention: unknown }>({ verdict: "", attention: undefined });
  const snapshot = run?.snapshot;
  const verdict = sentence(run?.finished?.verdict ?? "");
  const attention = run?.attention.at(-1);
  useEffect(() => {
    const last = said.current;
    said.current = { verdict, attention };
    if (verdict) {
      if (verdict !== last.verdict) sayAloud(t("speak.finished", { verdict }));
      pace.current.restart();
    } else if (attention && attention !== last.attention) {
      sayAloud(wholeProblem(attention));
    } else if (snapshot?.phase) {
      const phase = t(`pill.${snapshot.phase}`);
      const { part, all } = progressOf(snapshot);
      const tenth = tenthOf(part, all);
      const due = pace.current.due(phase, tenth);
      if (due === "step") sayAloud(t("speak.phase", { phase }));
      if (due === "tenth") sayAloud(t("speak.progress", { phase, percent: tenth * 10 }));
    }
  }, [snapshot, verdict, attention, t]);
}

/** The look that runs: its line on the screen grows too often to be read out. */
function useCheckAloud(): void {
  const { t } = useTranslation();
  const [running] = Object.values(useChecks((state) => state.running));
  const step = useCheckStep()(running?.progress ?? null);
  const pace = useRef(new Pace());
  const now = running?.progress;
  const known = now !== null && now !== undefined && now.bytes_total > 0;
  const tenth = known ? tenthOf(now.bytes_done, now.bytes_total) : 0;
  const runs = running !== undefined;
  useEffect(() => {
    if (!runs) {
      pace.current.restart();
      return;
    }
    const due = pace.current.due(step, tenth);
    if (due === "step") sayAloud(step);
    if (due === "tenth") sayAloud(t("speak.progress", { phase: step, percent: tenth * 10 }));
  }, [runs, step, tenth, t]);
}

export function Speaker() {
  useRunAloud();
  useCheckAloud();
  const words = useAloud((state) => state.words);
  return (
    <div role="status" aria-live="polite" className="unseen" data-testid="spoken">
      {words}
    </div>
  );
}
