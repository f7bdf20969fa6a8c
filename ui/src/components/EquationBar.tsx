/** The equation as a bar: solid is settled, hatched is not yet. A part and its term are selected together. */
import { useLayoutEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { barWidths } from "@/lib/barWidths";
import type { ShownTerm, TermName } from "@/lib/terms";
import css from "./Equation.module.css";

interface EquationBarProps {
  terms: ShownTerm[];
  by: "bytes" | "files";
  height: 10 | 14 | 16 | 20;
  selected?: TermName;
  onSelect?: (name: TermName) => void;
  smallest?: number;
}

function useWidth(): [React.RefObject<HTMLDivElement | null>, number] {
  const ref = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const node = ref.current;
    if (!node) return;
    setWidth(node.clientWidth);
    if (typeof ResizeObserver === "undefined") return;
    const observer = new ResizeObserver(() => setWidth(node.clientWidth));
    observer.observe(node);
    return () => observer.disconnect();
  }, []);
  return [ref, width];
}

export function EquationBar({ terms, by, height, selected, onSelect, smallest = 6 }: EquationBarProps) {
  const { t } = useTranslation();
  const [ref, width] = useWidth();
  const shown = terms.filter((term) => term.tally.files > 0);
  const widths = barWidths(
    shown.map((term) => term.tally[by]),
    width,
    2,
    smallest,
  );
  const label = shown
    .map((term) => t("term.files", { count: term.tally.files, term: t(`term.${term.name}`) }))
    .join(", ");
  return (
    <div
      className={css.barBox}
      ref={ref}
      role="img"
      aria-label={label}
      style={{ height: height + (onSelect ? 6 : 0) }}
    >
      {/* Not before the width is known: a bar that grows on opening would look like progress. */}
      {width > 0 &&
        shown.map((term, index) => {
          const open = term.tally[by] > 0 ? term.open[by] / term.tally[by] : 0;
          return (
            // biome-ignore lint/a11y/noStaticElementInteractions: the terms below are the keyboard's way
            // biome-ignore lint/a11y/useKeyWithClickEvents: the terms below are the keyboard's way
            <span
              key={term.name}
              className={`${css.part} ${css[term.name]}`}
              data-selected={term.name === selected}
              style={{ width: widths[index], height }}
              onClick={onSelect && (() => onSelect(term.name))}
            >
              {open > 0 && (
                <span className={css.open} style={{ width: `max(${(open * 100).toFixed(2)}%, 6px)` }} />
              )}
            </span>
          );
        })}
    </div>
  );
}
