/** The head of Live: what it does, the steps, and that the computer stays awake. */
import { useTranslation } from "react-i18next";
import { AwakeIcon } from "@/components/icons";
import { Heading } from "@/components/Page";
import { type Step, StepDots, Stepper } from "@/components/Stepper";
import type { JobView } from "@/ipc";
import { listed } from "@/lib/format";
import type { Run } from "@/lib/runStore";
import { useWide } from "@/lib/useWide";
import { copyKey, lookKey } from "./phaseKeys";
import css from "./run.module.css";

interface LiveTopProps {
  view: JobView;
  run: Run;
  looking: boolean;
  steps: Step[];
}

function useTitle({ view, run, looking }: LiveTopProps): string {
  const { t } = useTranslation("run");
  const phase = run.snapshot?.phase;
  const archives = listed(view.destinations.map((archive) => archive.name));
  return looking ? t(`look.title_${lookKey(phase)}`) : t(`title_${copyKey(phase)}`, { archives });
}

export function LiveTop(props: LiveTopProps) {
  const { t } = useTranslation("run");
  const wide = useWide();
  const title = useTitle(props);
  const { run, looking, steps } = props;
  const snapshot = run.snapshot;
  const awake = snapshot?.sleep_prevented ?? false;
  // It stands still until somebody says how to go on.
  const waits = !looking && snapshot?.state === "paused" && snapshot.paused !== "user";
  return (
    <>
      <div className={css.top}>
        <Heading>{title}</Heading>
        {!wide && <StepDots steps={steps} />}
        {wide && awake && (
          <p className={css.awake}>
            <AwakeIcon size={16} /> {t("awake")}
          </p>
        )}
        {wide && waits && !awake && <p className={css.awake}>{t("mayRest")}</p>}
      </div>
      {wide && (
        <div className={css.steps}>
          <Stepper steps={steps} label={t("stepsLabel")} wide />
        </div>
      )}
    </>
  );
}
