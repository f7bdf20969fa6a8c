/** A labelled choice and a labelled switch, the two kinds of setting there are. */
import { useId } from "react";
import { Choice } from "@/components/Choice";
import css from "./settings.module.css";

/** All fields begin and end in one line. */
const LEAST = "min(320px, 52%)";

interface PickProps<V extends string> {
  label: string;
  hint?: string;
  value: V;
  options: { value: V; label: string }[];
  onChange: (value: V) => void;
  testid?: string;
}

export function Pick<V extends string>({ label, hint, value, options, onChange, testid }: PickProps<V>) {
  const id = useId();
  const known = options.some((option) => option.value === value)
    ? options
    : [...options, { value, label: value }];
  return (
    <div className={css.field}>
      <label htmlFor={id}>
        {label}
        {hint && <span>{hint}</span>}
      </label>
      <Choice id={id} least={LEAST} options={known} value={value} testid={testid} onChange={onChange} />
    </div>
  );
}

export function Switch({
  label,
  hint,
  on,
  onChange,
  testid,
}: {
  label: string;
  hint: string;
  on: boolean;
  onChange: (on: boolean) => void;
  testid?: string;
}) {
  const id = useId();
  return (
    <div className={css.field}>
      <label htmlFor={id}>
        {label}
        <span>{hint}</span>
      </label>
      <input
        id={id}
        type="checkbox"
        role="switch"
        aria-checked={on}
        checked={on}
        className={css.switch}
        data-testid={testid}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
    </div>
  );
}
