/** What a look does at the moment, in words. */
import { useTranslation } from "react-i18next";
import type { CheckProgress } from "@/ipc";

const STEPS = ["looking", "reading", "comparing"] as const;

export function useCheckStep(): (progress: CheckProgress | null) => string {
  const { t } = useTranslation();
  return (progress) => {
    const step = STEPS.find((each) => each === progress?.step);
    return t(step ? `check.${step}` : "check.starting");
  };
}
