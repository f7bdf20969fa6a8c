/** A share done, drawn as a bar that steps with each snapshot. */
import css from "./Progress.module.css";

interface ProgressProps {
  label: string;
  part: number;
  all: number;
  height?: number;
  tone?: "accent" | "ok" | "warn" | "grey";
}

export function Progress({ label, part, all, height = 8, tone = "accent" }: ProgressProps) {
  const share = all > 0 ? Math.min(1, part / all) : 0;
  return (
    <div
      className={css.track}
      style={{ height }}
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.floor(share * 100)}
    >
      <span className={`${css.done} ${css[tone]}`} style={{ width: `${(share * 100).toFixed(2)}%` }} />
    </div>
  );
}
