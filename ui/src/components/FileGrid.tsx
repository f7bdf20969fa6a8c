/** A virtual list of equally high rows as an ARIA grid: a million rows cost what is on screen. */
import { useVirtualizer } from "@tanstack/react-virtual";
import {
  type FocusEvent,
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useId,
  useRef,
  useState,
} from "react";
import { useTranslation } from "react-i18next";
import { useNarrow } from "@/lib/useWide";
import css from "./FileGrid.module.css";
import { type Column, type Lines, linesOf } from "./gridLines";

export type { Column } from "./gridLines";

/** An element may be some 16 million pixels high; beyond so many rows the list asks for a narrower filter. */
export function useMostRows(): number {
  return useNarrow() ? 200_000 : 500_000;
}

export type GridRow =
  | { kind: "cells"; cells: ReactNode[]; id: number; branch?: Branch }
  | { kind: "group"; body: ReactNode; onToggle: () => void }
  | { kind: "loading" };

/** A row's place in a tree. */
interface Branch {
  level: number;
  /** Undefined for what holds nothing. */
  open?: boolean;
  /** Among those of the same folder, from 1. */
  position: number;
  of: number;
}

interface FileGridProps {
  label: string;
  columns: Column[];
  count: number;
  row: (index: number) => GridRow;
  onRange: (start: number, end: number) => void;
  selected?: number | null;
  onSelect?: (id: number, index: number) => void;
  onOpen?: (id: number, index: number) => void;
  /** One click opens instead of choosing. */
  openOnClick?: boolean;
  /** The rows are a tree: Right opens or goes in, Left closes or goes out. */
  tree?: { toggle: (index: number) => void; parentOf: (index: number) => number };
  /** Comes back to the top when this changes. */
  resetKey?: string;
  hideHeader?: boolean;
  testid?: string;
}

/** A button in a row takes its own keys. */
const CONTROL = "button, a, input, select, textarea";

const MOVES: Record<string, (at: number, page: number, last: number) => number> = {
  ArrowDown: (at) => at + 1,
  ArrowUp: (at) => at - 1,
  PageDown: (at, page) => at + page,
  PageUp: (at, page) => at - page,
  Home: () => 0,
  End: (_at, _page, last) => last,
};

function useRows(props: FileGridProps, height: number) {
  const { onRange, resetKey } = props;
  const count = Math.min(props.count, useMostRows());
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 10,
    initialRect: { width: 800, height: 640 },
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: another height is the reason to measure anew
  useEffect(() => virtual.measure(), [height, virtual]);
  const items = virtual.getVirtualItems();
  const first = items[0]?.index ?? 0;
  const last = items[items.length - 1]?.index ?? 0;
  useEffect(() => onRange(first, last), [first, last, onRange]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is the reason to scroll
  useEffect(() => {
    scroller.current?.scrollTo?.({ top: 0 });
  }, [resetKey]);
  return { count, scroller, virtual, items, height };
}

/** Where Left or Right lead in a tree: `at` itself for opening and closing; undefined for other keys and for what has no way. */
function branchStep(
  key: string,
  row: GridRow | undefined,
  tree: NonNullable<FileGridProps["tree"]>,
  at: number,
): number | undefined {
  if (row?.kind !== "cells" || !row.branch) return undefined;
  const { open, level } = row.branch;
  if (key === "ArrowRight" && open !== undefined) return open ? at + 1 : at;
  if (key === "ArrowLeft" && open) return at;
  return key === "ArrowLeft" && level > 1 ? tree.parentOf(at) : undefined;
}

function useKeys(props: FileGridProps, rows: ReturnType<typeof useRows>) {
  const [active, setActive] = useState(0);
  const { count, virtual, scroller, height } = rows;
  const at = Math.min(active, Math.max(0, count - 1));
  const go = (index: number) => {
    const next = Math.max(0, Math.min(count - 1, index));
    setActive(next);
    virtual.scrollToIndex(next);
    const row = props.row(next);
    if (row.kind === "cells") props.onSelect?.(row.id, next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const presses = event.key === "Enter" || event.key === " ";
    if (presses && event.target instanceof Element && event.target.closest(CONTROL)) return;
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? height) / height) - 1);
    const move = MOVES[event.key];
    const row = count > 0 ? props.row(at) : undefined;
    const step = props.tree && branchStep(event.key, row, props.tree, at);
    if (step !== undefined) step === at ? props.tree?.toggle(at) : go(step);
    else if (move) go(move(at, page, count - 1));
    else if (event.key === "Enter" && row?.kind === "cells") props.onOpen?.(row.id, at);
    else if (presses && row?.kind === "group") row.onToggle();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  /** One arrives at what one sees, wherever the list was scrolled to meanwhile. */
  const onFocus = (event: FocusEvent) => {
    if (event.target !== event.currentTarget) return;
    const { scrollTop = 0, clientHeight = 0 } = scroller.current ?? {};
    const first = Math.floor(scrollTop / height);
    const last = Math.ceil((scrollTop + clientHeight) / height) - 1;
    if (first <= last) setActive(Math.max(first, Math.min(last, at)));
  };
  return { active: at, setActive, onKeyDown, onFocus };
}

export function FileGrid(props: FileGridProps) {
  const { t } = useTranslation();
  const narrow = useNarrow();
  const lines = linesOf(props.columns, narrow);
  const rows = useRows(props, lines.height);
  const keys = useKeys(props, rows);
  const base = useId();
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a grid or a tree grid, and never without its role
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: both roles have a label
    <div
      role={props.tree ? "treegrid" : "grid"}
      aria-label={props.label}
      aria-rowcount={rows.count + 1}
      aria-colcount={props.columns.length}
      aria-activedescendant={
        rows.items.some((item) => item.index === keys.active) ? `${base}-${keys.active}` : undefined
      }
      tabIndex={0}
      className={css.grid}
      onKeyDown={keys.onKeyDown}
      onFocus={keys.onFocus}
      data-testid={props.testid}
    >
      <div role="rowgroup" className={props.hideHeader || narrow ? "unseen" : undefined}>
        <div role="row" aria-rowindex={1} className={css.header} style={lines.tracks} tabIndex={-1}>
          {props.columns.map((column) => (
            <span
              key={column.key}
              role="columnheader"
              tabIndex={-1}
              className={column.right ? css.right : undefined}
            >
              {column.header || <span className="unseen">{t("list.kind")}</span>}
            </span>
          ))}
        </div>
      </div>
      <div role="rowgroup" ref={rows.scroller} className={css.scroller} data-scroller="true">
        <div style={{ height: rows.virtual.getTotalSize() }} className={css.space} role="presentation">
          {rows.items.map((item) => (
            <Row
              key={item.key}
              index={item.index}
              top={item.start}
              row={props.row(item.index)}
              id={`${base}-${item.index}`}
              active={item.index === keys.active}
              lines={lines}
              grid={props}
              onActive={keys.setActive}
            />
          ))}
        </div>
      </div>
    </div>
  );
}

interface RowProps {
  index: number;
  top: number;
  row: GridRow;
  id: string;
  active: boolean;
  lines: Lines;
  grid: FileGridProps;
  onActive: (index: number) => void;
}

function Row({ index, top, row, id, active, lines, grid, onActive }: RowProps) {
  const selected = row.kind === "cells" && row.id === grid.selected;
  const branch = row.kind === "cells" ? row.branch : undefined;
  const click = () => {
    onActive(index);
    if (row.kind === "group") row.onToggle();
    else if (row.kind === "cells" && grid.openOnClick) grid.onOpen?.(row.id, index);
    else if (row.kind === "cells") grid.onSelect?.(row.id, index);
  };
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the grid itself takes the keys
    <div
      id={id}
      role="row"
      tabIndex={-1}
      aria-rowindex={index + 2}
      aria-level={branch?.level}
      aria-expanded={branch?.open}
      aria-posinset={branch?.position}
      aria-setsize={branch?.of}
      aria-selected={grid.onSelect ? selected : undefined}
      className={css.row}
      data-kind={row.kind}
      data-active={active}
      data-selected={selected}
      style={{ ...lines.tracks, height: lines.height, transform: `translateY(${top}px)` }}
      onClick={click}
      onDoubleClick={row.kind === "cells" ? () => grid.onOpen?.(row.id, index) : undefined}
    >
      {row.kind === "cells" &&
        row.cells.map((cell, column) => (
          <span
            key={grid.columns[column]?.key ?? column}
            role="gridcell"
            tabIndex={-1}
            className={grid.columns[column]?.right ? `${css.cell} ${css.right}` : css.cell}
            style={lines.place(column)}
          >
            {lines.label(column) && <span className={css.label}>{lines.label(column)}</span>}
            {cell}
          </span>
        ))}
      {row.kind === "group" && (
        <span role="gridcell" tabIndex={-1} className={css.group} aria-colspan={grid.columns.length}>
          {row.body}
        </span>
      )}
      {row.kind === "loading" && (
        <span role="gridcell" tabIndex={-1} className={css.group}>
          <span className={css.block} />
        </span>
      )}
    </div>
  );
}
