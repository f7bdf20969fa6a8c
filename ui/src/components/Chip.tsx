/** Is it safe to wipe? As icon, word and colour; with ground in cards and headings, without in rows. */
import { useTranslation } from "react-i18next";
import type { SafeToWipe } from "@/ipc";
import css from "./Chip.module.css";
import { CheckFirstIcon, type Icon, NotYetIcon, SafeIcon, UnknownIcon } from "./icons";

const ICONS: Record<SafeToWipe, Icon> = {
  safe: SafeIcon,
  check_first: CheckFirstIcon,
  not_yet: NotYetIcon,
  never_scanned: UnknownIcon,
};

export function VerdictIcon({ verdict, size = 16 }: { verdict: SafeToWipe; size?: number }) {
  const Drawn = ICONS[verdict];
  return <Drawn size={size} className={css[verdict]} />;
}

interface VerdictChipProps {
  verdict: SafeToWipe;
  /** What is said instead of the verdict's own word. */
  word?: string;
  ground?: boolean;
}

export function VerdictChip({ verdict, word, ground }: VerdictChipProps) {
  const { t } = useTranslation();
  const Drawn = ICONS[verdict];
  return (
    <span className={[css.chip, css[verdict], ground && css.ground].filter(Boolean).join(" ")}>
      <Drawn size={16} />
      {word ?? t(`verdict.${verdict}`)}
    </span>
  );
}
