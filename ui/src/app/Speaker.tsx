/** Tells a screen reader each phase, each tenth at most every 30 seconds, and the verdict. */
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { percent } from "@/lib/format";
import { progressOf } from "@/lib/progress";
import { isLive, useRuns } from "@/lib/runStore";
import { sentence } from "@/lib/words";

const PAUSE_MS = 30_000;

export function Speaker() {
  const { t } = useTranslation();
  const run = useRuns((state) => {
    const runs = Object.values(state.runs);
    // What ended before says nothing while another job runs.
    return runs.find(isLive) ?? runs.findLast((each) => each.finished);
  });
  const said = useRef({ phase: "", tenth: -1, at: 0, verdict: "" });
  const [spoken, setSpoken] = useState("");
  const snapshot = run?.snapshot;
  const verdict = sentence(run?.finished?.verdict ?? "");
  useEffect(() => {
    const last = said.current;
    if (verdict) {
      if (verdict !== last.verdict) setSpoken(t("speak.finished", { verdict }));
      said.current = { ...last, verdict };
      return;
    }
    if (!snapshot?.phase) return;
    const phase = t(`pill.${snapshot.phase}`);
    const share = progressOf(snapshot);
    const tenth = Math.floor(percent(share.part, share.all) / 10);
    if (phase !== last.phase) {
      said.current = { phase, tenth, at: Date.now(), verdict: "" };
      setSpoken(t("speak.phase", { phase }));
    } else if (tenth > last.tenth && Date.now() - last.at >= PAUSE_MS) {
      said.current = { ...last, tenth, at: Date.now() };
      setSpoken(t("speak.progress", { phase, percent: tenth * 10 }));
    }
  }, [snapshot, verdict, t]);
  return (
    <div role="status" aria-live="polite" className="unseen" data-testid="spoken">
      {spoken}
    </div>
  );
}
