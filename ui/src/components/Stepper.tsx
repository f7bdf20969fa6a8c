/** Where one stands: ticks behind, a filled number now, hollow numbers ahead. Dots where room is short. */
import { useTranslation } from "react-i18next";
import { TickIcon } from "./icons";
import css from "./Stepper.module.css";

export interface Step {
  key: string;
  label: string;
  state: "done" | "now" | "ahead";
  onOpen?: () => void;
}

interface StepperProps {
  steps: Step[];
  label: string;
  wide?: boolean;
}

function StepBody({ step, number }: { step: Step; number: number }) {
  return (
    <>
      <span className={css.ring} data-state={step.state}>
        {step.state === "done" ? <TickIcon size={14} /> : number}
      </span>
      <span className={css.label}>{step.label}</span>
    </>
  );
}

export function Stepper({ steps, label, wide }: StepperProps) {
  const { t } = useTranslation();
  return (
    <ol className={wide ? `${css.stepper} ${css.wide}` : css.stepper} aria-label={label}>
      {steps.map((step, index) => (
        <li
          key={step.key}
          className={css.step}
          data-state={step.state}
          aria-current={step.state === "now" ? "step" : undefined}
        >
          {index > 0 && <span className={css.line} aria-hidden="true" />}
          {step.onOpen && step.state !== "now" ? (
            <button type="button" className={css.link} onClick={step.onOpen} data-testid={`step-${step.key}`}>
              <StepBody step={step} number={index + 1} />
            </button>
          ) : (
            <span className={css.link}>
              <StepBody step={step} number={index + 1} />
            </span>
          )}
          <span className="unseen">{t(`step.${step.state}`)}</span>
        </li>
      ))}
    </ol>
  );
}

export function StepDots({ steps }: { steps: Step[] }) {
  const { t } = useTranslation();
  const now = steps.findIndex((step) => step.state === "now");
  const current = steps[now];
  return (
    <p className={css.dots}>
      {steps.map((step) => (
        <span key={step.key} className={css.dot} data-state={step.state} aria-hidden="true" />
      ))}
      {current && (
        <span className={css.dotWords}>
          {t("step.of", { number: now + 1, all: steps.length, name: current.label })}
        </span>
      )}
    </p>
  );
}
