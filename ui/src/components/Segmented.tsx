/** Two or three exclusive views side by side. */
import { SegmentedControl } from "@mantine/core";

interface SegmentedProps<V extends string> {
  label: string;
  value: V;
  options: { value: V; label: string }[];
  onChange: (value: V) => void;
}

export function Segmented<V extends string>({ label, value, options, onChange }: SegmentedProps<V>) {
  return (
    <SegmentedControl
      size="sm"
      aria-label={label}
      value={value}
      onChange={(next) => onChange(next as V)}
      data={options.map((option) => ({ value: option.value, label: option.label }))}
    />
  );
}
