/** What kind of files came in: bars, and the same numbers as a table. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import equationCss from "@/components/Equation.module.css";
import { EquationBar } from "@/components/EquationBar";
import { CopyIcon } from "@/components/icons";
import { Segmented } from "@/components/Segmented";
import type { Equation } from "@/ipc";
import { addUp } from "@/lib/addUp";
import { count } from "@/lib/format";
import { foundTerm, resultTerms, type ShownTerm, type TermName } from "@/lib/terms";
import { say } from "@/lib/toast";
import css from "./charts.module.css";
import resultsCss from "./results.module.css";

type By = "files" | "bytes";
const KINDS = ["raw", "jpeg", "picture", "video", "sound", "sidecar", "document", "other"] as const;

/** In the order of interest, what this window does not know yet last. */
export function byKind(rows: [string, Equation][]): [string, Equation][] {
  const place = (kind: string) => (KINDS as readonly string[]).indexOf(kind) + 1 || KINDS.length;
  return [...rows].sort(([a], [b]) => place(a) - place(b));
}

function useKindName() {
  const { t } = useTranslation("results");
  return (kind: string) => {
    const known = KINDS.find((name) => name === kind);
    return known ? t(`kind.${known}`) : kind;
  };
}

function total(rows: [string, Equation][], name: TermName, by: By): number {
  return rows.reduce(
    (sum, [, equation]) =>
      sum +
      ([foundTerm(equation), ...resultTerms(equation)].find((term) => term.name === name)?.tally[by] ?? 0),
    0,
  );
}

function columnsOf(rows: [string, Equation][]): TermName[] {
  const waiting = rows.some(([, equation]) => equation.to_do.files > 0);
  return [
    "copied",
    ...(waiting ? (["waiting"] as const) : []),
    "already_there",
    "repeats",
    "left_out",
    "failed",
  ];
}

export function copyTable(lines: string[][], done: string): void {
  const text = lines.map((line) => line.join("\t")).join("\n");
  navigator.clipboard?.writeText(text).then(
    () => say(done),
    (error: unknown) => console.error("copying failed", error),
  );
}

/** Cells of a row; sizes in one unit that adds up across the row. */
function cellsOf(terms: ShownTerm[], columns: TermName[], by: By): { found: string; parts: string[] } {
  const values = columns.map((name) => terms.find((term) => term.name === name)?.tally[by] ?? 0);
  if (by === "files") return { found: count(values.reduce((a, b) => a + b, 0)), parts: values.map(count) };
  const rounded = addUp(values);
  return { found: `${rounded.total}\u00a0${rounded.unit.name}`, parts: rounded.parts };
}

export function TypeChart({ rows }: { rows: [string, Equation][] }) {
  const { t } = useTranslation(["results", "common"]);
  const name = useKindName();
  const [by, setBy] = useState<By>("files");
  const columns = columnsOf(rows);
  const most = Math.max(1, ...rows.map(([, equation]) => equation.found[by]));
  const sums = columns.map((column) => total(rows, column, by));
  const all =
    by === "files"
      ? { found: count(sums.reduce((a, b) => a + b, 0)), parts: sums.map(count) }
      : (() => {
          const rounded = addUp(sums);
          return { found: `${rounded.total}\u00a0${rounded.unit.name}`, parts: rounded.parts };
        })();
  const lines = rows.map(([kind, equation]) => ({
    kind,
    equation,
    ...cellsOf(resultTerms(equation), columns, by),
  }));
  const copy = () =>
    copyTable(
      [
        [t("charts.type"), t("common:term.found"), ...columns.map((column) => t(`common:term.${column}`))],
        ...lines.map((line) => [name(line.kind), line.found, ...line.parts]),
        [t("charts.allFiles"), all.found, ...all.parts],
      ],
      t("common:copied"),
    );
  return (
    <section className={css.chart} aria-label={t("charts.types")}>
      <div className={css.chartTop}>
        <h2>{t("charts.types")}</h2>
        <Button small icon={<CopyIcon size={15} />} onClick={copy}>
          {t("charts.copy")}
        </Button>
        <Segmented
          label={t("charts.by")}
          value={by}
          onChange={setBy}
          options={[
            { value: "files", label: t("charts.files") },
            { value: "bytes", label: t("charts.bytes") },
          ]}
        />
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways where the window is narrow */}
      <section className={css.yearScroll} tabIndex={0} aria-label={t("charts.type")}>
        <table className={`${resultsCss.table} ${css.typeTable}`}>
          <thead>
            <tr>
              <th scope="col" style={{ width: "14%" }}>
                {t("charts.type")}
              </th>
              <th scope="col" style={{ width: columns.length > 5 ? "16%" : "26%" }} className={css.barColumn}>
                <span className="unseen">{t("charts.bar")}</span>
              </th>
              <th scope="col" className={resultsCss.right}>
                {t("common:term.found")}
              </th>
              {columns.map((column) => (
                <th
                  key={column}
                  scope="col"
                  className={resultsCss.right}
                  style={column === "already_there" ? { width: 136 } : undefined}
                >
                  <span className={css.columnHead}>
                    <i className={`${equationCss.swatch} ${equationCss[column]}`} />
                    {t(`common:term.${column}`)}
                  </span>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map((line) => (
              <tr key={line.kind}>
                <th scope="row">{name(line.kind)}</th>
                <td className={css.barColumn}>
                  <div style={{ width: `${Math.max(10, (line.equation.found[by] / most) * 100)}%` }}>
                    <EquationBar terms={resultTerms(line.equation)} by={by} height={14} smallest={3} />
                  </div>
                </td>
                <td className={resultsCss.rightStrong}>{line.found}</td>
                {line.parts.map((part, index) => (
                  <td
                    key={columns[index]}
                    className={part === "0" || part === "0.0" ? resultsCss.rightZero : resultsCss.right}
                  >
                    {part}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t("charts.allFiles")}</th>
              <td className={css.barColumn} />
              <td className={resultsCss.rightStrong}>{all.found}</td>
              {all.parts.map((part, index) => (
                <td key={columns[index]} className={resultsCss.rightStrong}>
                  {part}
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </section>
    </section>
  );
}
