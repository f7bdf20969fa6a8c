/** Facts that stand free, without boxes: a caption, the fact, a remark. */
import type { ReactNode } from "react";
import css from "./Facts.module.css";

export interface Fact {
  caption: string;
  value: ReactNode;
  remark?: ReactNode;
}

export function Facts({ facts }: { facts: Fact[] }) {
  return (
    <dl className={css.facts}>
      {facts.map((fact) => (
        <div key={fact.caption} className={css.fact}>
          <dt>{fact.caption}</dt>
          <dd className={css.value}>{fact.value}</dd>
          {fact.remark && <dd className={css.remark}>{fact.remark}</dd>}
        </div>
      ))}
    </dl>
  );
}
