/** The head of Live: what it does, the steps, and that the computer stays awake. */
import { useTranslation } from "react-i18next";
import { AwakeIcon } from "@/components/icons";
import { Heading } from "@/components/Page";
import { type Step, StepDots, Stepper } from "@/components/Stepper";
import { useWide } from "@/lib/useWide";
import css from "./run.module.css";

interface LiveTopProps {
  title: string;
  steps: Step[];
  awake: boolean;
  /** It stands still until somebody says how to go on. */
  waits?: boolean;
}

export function LiveTop({ title, steps, awake, waits }: LiveTopProps) {
  const { t } = useTranslation("run");
  const wide = useWide();
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
