/** Seven phases of the engine as six steps that people know. */
import { useTranslation } from "react-i18next";
import type { Step } from "@/components/Stepper";
import type { JobSnapshot, Phase } from "@/ipc";

const STEPS: { key: "look" | "compare" | "plan" | "copy" | "readBack" | "summary"; phases: Phase[] }[] = [
  { key: "look", phases: ["analyze"] },
  { key: "compare", phases: ["pool", "checksum"] },
  { key: "plan", phases: ["plan"] },
  { key: "copy", phases: ["copy"] },
  { key: "readBack", phases: ["verify"] },
  { key: "summary", phases: ["summary"] },
];

const ORDER: Phase[] = ["analyze", "pool", "checksum", "plan", "copy", "verify", "summary"];

/** The phase that runs, or the first one that is not done yet. */
function phaseNow(snapshot: JobSnapshot | null): Phase | undefined {
  if (!snapshot) return "analyze";
  return snapshot.phase ?? ORDER.find((phase) => !snapshot.phases_done.includes(phase));
}

export function useSteps(snapshot: JobSnapshot | null): Step[] {
  const { t } = useTranslation("run");
  const phase = phaseNow(snapshot);
  const at = STEPS.findIndex((step) => phase !== undefined && step.phases.includes(phase));
  return STEPS.map((step, index) => ({
    key: step.key,
    label: t(`steps.${step.key}`),
    state: at < 0 || index < at ? "done" : index === at ? "now" : "ahead",
  }));
}
