/** A group of options that shows its chosen line until one opens it. */
import { type ReactNode, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import css from "./options.module.css";
import wizardCss from "./wizard.module.css";

export interface Choice<V extends string> {
  value: V;
  label: string;
  hint?: ReactNode;
  cost?: string;
}

interface OptionGroupProps {
  name: string;
  hint?: string;
  chosen: { label: string; hint?: ReactNode };
  children?: ReactNode;
  testid?: string;
}

export function OptionGroup({ name, hint, chosen, children, testid }: OptionGroupProps) {
  const { t } = useTranslation("wizard");
  const [open, setOpen] = useState(false);
  return (
    <section className={css.optionGroup} aria-label={name} data-testid={testid}>
      <div className={css.optionName}>
        <h2>{name}</h2>
        {hint && <p>{hint}</p>}
      </div>
      {open ? (
        <div>{children}</div>
      ) : (
        <div className={css.chosen}>
          <div>
            <p className={wizardCss.strong}>{chosen.label}</p>
            {chosen.hint && <p className={wizardCss.hint}>{chosen.hint}</p>}
          </div>
          {children && (
            <Button
              kind="text"
              data-testid="option-change"
              aria-label={t("options.changeNamed", { name })}
              onClick={() => setOpen(true)}
            >
              {t("options.change")}
            </Button>
          )}
        </div>
      )}
    </section>
  );
}

interface ChoicesProps<V extends string> {
  label: string;
  value: V;
  choices: Choice<V>[];
  onChange: (value: V) => void;
}

export function Choices<V extends string>({ label, value, choices, onChange }: ChoicesProps<V>) {
  const name = useId();
  return (
    <div role="radiogroup" aria-label={label}>
      {choices.map((choice) => (
        <label key={choice.value} className={css.choice}>
          <input
            type="radio"
            name={name}
            checked={choice.value === value}
            onChange={() => onChange(choice.value)}
          />
          <span className={wizardCss.strong}>{choice.label}</span>
          <span className={css.cost}>{choice.cost}</span>
          {choice.hint && <span className={wizardCss.hint}>{choice.hint}</span>}
        </label>
      ))}
    </div>
  );
}

export function Check({
  label,
  hint,
  cost,
  on,
  fixed,
  onChange,
}: {
  label: string;
  hint: string;
  /** How much it is about. */
  cost?: string;
  on: boolean;
  /** Shown, not to be changed. */
  fixed?: boolean;
  onChange?: (on: boolean) => void;
}) {
  return (
    <label className={css.choice}>
      <input
        type="checkbox"
        checked={on}
        disabled={fixed}
        readOnly={fixed}
        onChange={(event) => onChange?.(event.currentTarget.checked)}
      />
      <span className={wizardCss.strong}>{label}</span>
      <span className={css.cost}>{cost}</span>
      <span className={wizardCss.hint}>{hint}</span>
    </label>
  );
}
