/** found = new + already there + …: each term a radio that filters the list, or plain where nothing is filtered. */
import { type CSSProperties, type KeyboardEvent, type ReactNode, useRef } from "react";
import { useTranslation } from "react-i18next";
import { count, exactBytes } from "@/lib/format";
import { type ShownTerm, shownSizes, type TermName } from "@/lib/terms";
import css from "./Equation.module.css";
import { ClockIcon, CopyIcon, FailedIcon, FoundIcon, type Icon, LeftOutIcon, NewIcon, OkIcon } from "./icons";

const ICONS: Record<TermName, Icon> = {
  found: FoundIcon,
  copied: OkIcon,
  new: NewIcon,
  already_there: OkIcon,
  repeats: CopyIcon,
  left_out: LeftOutIcon,
  failed: FailedIcon,
  waiting: ClockIcon,
};

interface TermsProps {
  found: ShownTerm;
  terms: ShownTerm[];
  label: string;
  size: "large" | "medium" | "small" | "tight";
  selected?: TermName;
  onSelect?: (name: TermName) => void;
  /** An addition to the size line of a term, e.g. "301.3 copied". */
  extra?: Partial<Record<TermName, string>>;
}

/** The colour in which the bar draws a term. */
export function TermSwatch({ term }: { term: TermName }) {
  return <span className={`${css.swatch} ${css[term]}`} />;
}

function TermBody({ term, shown, extra }: { term: ShownTerm; shown: string; extra?: string }) {
  const { t } = useTranslation();
  const Drawn = ICONS[term.name];
  return (
    <>
      <span className={css.word}>
        {term.name !== "found" && <TermSwatch term={term.name} />}
        <Drawn size={16} className={css.termIcon} />
        {t(`term.${term.name}`)}
      </span>
      <span className={css.number}>{count(term.tally.files)}</span>
      <span className={css.size}>
        {shown}
        {extra && <span className={css.extra}>, {extra}</span>}
      </span>
    </>
  );
}

function useArrows(names: TermName[], selected?: TermName, onSelect?: (name: TermName) => void) {
  const group = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step || !onSelect) return;
    event.preventDefault();
    const next = names[(names.indexOf(selected ?? "found") + step + names.length) % names.length];
    if (!next) return;
    onSelect(next);
    group.current?.querySelector<HTMLElement>(`[data-term="${next}"]`)?.focus();
  };
  return { group, onKeyDown };
}

export function Terms({ found, terms, label, size, selected, onSelect, extra }: TermsProps) {
  const sizes = shownSizes(found, terms);
  const all = [found, ...terms];
  const { group, onKeyDown } = useArrows(
    all.map((term) => term.name),
    selected,
    onSelect,
  );
  const body = (term: ShownTerm): ReactNode => (
    <TermBody term={term} shown={sizes.get(term.name) ?? ""} extra={extra?.[term.name]} />
  );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: its role is set below, and only a radio group takes keys
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles take a label
    <div
      ref={group}
      className={`${css.terms} ${css[size]}`}
      role={onSelect ? "radiogroup" : "group"}
      aria-label={label}
      onKeyDown={onSelect && onKeyDown}
      data-many={all.length > 6}
      style={{ "--terms": all.length } as CSSProperties}
    >
      {all.map((term, index) => (
        <div key={term.name} className={css.cell}>
          {index > 0 && (
            <span className={css.operator} aria-hidden="true">
              {index === 1 ? "=" : "+"}
            </span>
          )}
          {onSelect ? (
            <button
              type="button"
              role="radio"
              aria-checked={term.name === selected}
              tabIndex={term.name === (selected ?? "found") ? 0 : -1}
              className={css.term}
              title={exactBytes(term.tally.bytes)}
              data-term={term.name}
              data-testid={`term-${term.name}`}
              onClick={() => onSelect(term.name)}
            >
              {body(term)}
            </button>
          ) : (
            <div className={css.term} title={exactBytes(term.tally.bytes)} data-testid={`term-${term.name}`}>
              {body(term)}
            </div>
          )}
        </div>
      ))}
    </div>
  );
}
