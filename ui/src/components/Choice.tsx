/** One of a few, in a line: as wide as the longest words that can be chosen, so that no language cuts them. */
import { Select } from "@mantine/core";
import css from "./Choice.module.css";

interface ChoiceProps<V extends string> {
  /** Names it for screen readers; nothing where a label beside it has its `id`. */
  label?: string;
  id?: string;
  value: V;
  /** The name of a drive may be longer than there is room for, and holds none open. */
  options: { value: V; label: string; isName?: boolean }[];
  onChange: (value: V) => void;
  least?: number | string;
  testid?: string;
}

export function Choice<V extends string>({
  label,
  id,
  value,
  options,
  onChange,
  least,
  testid,
}: ChoiceProps<V>) {
  return (
    <div className={css.choice} style={{ minWidth: least }}>
      {options
        .filter((option) => !option.isName)
        .map((option) => (
          <span key={option.value} className={css.measure} aria-hidden="true">
            {option.label}
          </span>
        ))}
      <Select
        id={id}
        aria-label={label}
        size="sm"
        value={value}
        data={options.map(({ value: one, label: words }) => ({ value: one, label: words }))}
        onChange={(next) => next !== null && onChange(next as V)}
        comboboxProps={{ width: "max-content", position: "bottom-end", transitionProps: { duration: 0 } }}
        data-testid={testid}
      />
    </div>
  );
}
