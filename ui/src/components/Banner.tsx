/** Says what to do first, then why and what goes on anyway; its buttons stand at the right. */
import type { ReactNode } from "react";
import css from "./Banner.module.css";

interface BannerProps {
  tone: "warn" | "failed" | "calm";
  icon: ReactNode;
  title: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  /** It tells what has just come of an act, and a screen reader says it. What failed is always said. */
  heard?: boolean;
  testid?: string;
}

export function Banner({ tone, icon, title, children, actions, heard, testid }: BannerProps) {
  return (
    <section
      className={`${css.banner} ${css[tone]}`}
      role={tone === "failed" ? "alert" : heard ? "status" : undefined}
      data-testid={testid}
    >
      <span className={css.icon}>{icon}</span>
      <div className={css.words}>
        <p className={css.title}>{title}</p>
        {children && <div className={css.why}>{children}</div>}
      </div>
      {actions && <div className={css.actions}>{actions}</div>}
    </section>
  );
}
