/** What becomes of a file, in the colour and the word of its term, with why. */
import { useTranslation } from "react-i18next";
import { isExpectedRepeat, useReason } from "@/components/FileCells";
import { TermSwatch } from "@/components/Terms";
import type { FileRow } from "@/ipc";
import type { TermName } from "@/lib/terms";
import css from "./plan.module.css";

function termOf(row: FileRow): TermName {
  if (row.term === "repeat" || isExpectedRepeat(row)) return "repeats";
  return row.term === "to_do" ? "new" : row.term;
}

export function Becomes({ row }: { row: FileRow }) {
  const { t } = useTranslation("plan");
  const reason = useReason();
  const term = termOf(row);
  // These say it themselves.
  const alone = term === "left_out" || term === "failed" || row.reason === "new";
  const word = term === "left_out" || term === "failed" ? reason(row) : t(`list.${term}`);
  return (
    <span className={css.becomes}>
      <TermSwatch term={term} />
      <span className={css.cut}>
        {word}
        {(!alone || row.undecided) && <span className="muted"> {reason(row)}</span>}
      </span>
    </span>
  );
}
