/** Tabs with counts; arrows, Home and End move between them. */
import { type KeyboardEvent, type ReactNode, useRef } from "react";
import { count } from "@/lib/format";
import css from "./Tabs.module.css";

export interface Tab<V extends string> {
  value: V;
  label: string;
  count?: number;
  icon?: ReactNode;
  /** Its part has the search of the screen. */
  searches?: boolean;
}

interface TabListProps<V extends string> {
  label: string;
  tabs: Tab<V>[];
  value: V;
  onChange: (value: V) => void;
  panelId: string;
}

export function TabList<V extends string>({ label, tabs, value, onChange, panelId }: TabListProps<V>) {
  const row = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const at = tabs.findIndex((tab) => tab.value === value);
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key];
    const next = to === undefined ? undefined : tabs[(to + tabs.length) % tabs.length];
    if (!next) return;
    event.preventDefault();
    onChange(next.value);
    row.current?.querySelector<HTMLElement>(`[data-tab="${next.value}"]`)?.focus();
  };
  return (
    <div className={css.tabs} role="tablist" aria-label={label} ref={row} onKeyDown={onKeyDown}>
      {tabs.map((tab) => (
        <button
          key={tab.value}
          type="button"
          role="tab"
          className={css.tab}
          aria-selected={tab.value === value}
          aria-controls={panelId}
          tabIndex={tab.value === value ? 0 : -1}
          data-tab={tab.value}
          data-searches={tab.searches}
          data-testid={`tab-${tab.value}`}
          onClick={() => onChange(tab.value)}
        >
          {tab.icon}
          {tab.label}
          {tab.count !== undefined && <span>{count(tab.count)}</span>}
        </button>
      ))}
    </div>
  );
}
