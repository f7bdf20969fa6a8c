/** When the files were last changed: a bar per year, and the same numbers beneath each bar. */
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { CopyIcon } from "@/components/icons";
import type { Equation } from "@/ipc";
import { count } from "@/lib/format";
import css from "./charts.module.css";
import { niceTop } from "./niceTop";
import { copyTable } from "./TypeChart";

const HEIGHT = 200;

interface Bar {
  year: string;
  copied: number;
  rest: number;
  found: number;
}

function barsOf(rows: [string, Equation][]): Bar[] {
  return rows.map(([year, equation]) => ({
    year,
    copied: equation.copied.files,
    rest: equation.found.files - equation.copied.files,
    found: equation.found.files,
  }));
}

function Plot({ bars, top, label }: { bars: Bar[]; top: number; label: string }) {
  const slot = 100 / bars.length;
  const width = Math.min(slot * 0.5, 4);
  const y = (value: number) => HEIGHT - (value / top) * HEIGHT;
  const ticks = [0, top / 2, top];
  return (
    <svg width="100%" height={HEIGHT + 16} className={css.plot} role="img" aria-label={label}>
      {ticks.map((tick) => (
        <g key={tick}>
          <line x1="0" x2="100%" y1={y(tick) + 8} y2={y(tick) + 8} stroke="var(--hairline)" />
          <text x={-10} y={y(tick) + 12} textAnchor="end">
            {count(tick)}
          </text>
        </g>
      ))}
      {bars.map((bar, index) => {
        const x = `${slot * index + (slot - width) / 2}%`;
        const low = y(bar.copied) + 8;
        const high = y(bar.found) + 8;
        return (
          <g key={bar.year}>
            <rect x={x} width={`${width}%`} y={low} height={HEIGHT + 8 - low} fill="var(--fill-new)" />
            {bar.rest > 0 && (
              <rect
                x={x}
                width={`${width}%`}
                y={high}
                height={Math.max(1, low - high - 2)}
                fill="var(--sunken)"
                stroke="var(--border)"
                strokeWidth={1}
              />
            )}
          </g>
        );
      })}
    </svg>
  );
}

function Twin({ bars }: { bars: Bar[] }) {
  const { t } = useTranslation("results");
  return (
    <table className={css.years}>
      <thead>
        <tr>
          <th scope="col">{t("charts.year")}</th>
          {bars.map((bar) => (
            <th key={bar.year} scope="col">
              {/^\d+$/.test(bar.year) ? bar.year : t("charts.noDate")}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">
            <i className={css.nowSwatch} /> {t("charts.now")}
          </th>
          {bars.map((bar) => (
            <td key={bar.year}>{count(bar.copied)}</td>
          ))}
        </tr>
        <tr>
          <th scope="row">
            <i className={css.restSwatch} /> {t("charts.rest")}
          </th>
          {bars.map((bar) => (
            <td key={bar.year}>{count(bar.rest)}</td>
          ))}
        </tr>
        <tr className={css.yearSum}>
          <th scope="row">{t("charts.found")}</th>
          {bars.map((bar) => (
            <td key={bar.year}>{count(bar.found)}</td>
          ))}
        </tr>
      </tbody>
    </table>
  );
}

export function YearChart({ rows }: { rows: [string, Equation][] }) {
  const { t } = useTranslation(["results", "common"]);
  const bars = barsOf(rows);
  if (bars.length === 0) return null;
  const copied = bars.reduce((sum, bar) => sum + bar.copied, 0);
  const found = bars.reduce((sum, bar) => sum + bar.found, 0);
  const words = t("charts.yearWords", {
    count: found,
    copied: count(copied),
    rest: count(found - copied),
  });
  const copy = () =>
    copyTable(
      [
        [t("charts.year"), t("charts.now"), t("charts.rest"), t("charts.found")],
        ...bars.map((bar) => [bar.year, String(bar.copied), String(bar.rest), String(bar.found)]),
      ],
      t("common:copied"),
    );
  return (
    <section className={css.chart} aria-label={t("charts.years")}>
      <div className={css.chartTop}>
        <h2>
          {t("charts.years")}
          <span>{words}</span>
        </h2>
        <Button small icon={<CopyIcon size={15} />} onClick={copy}>
          {t("charts.copy")}
        </Button>
      </div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways when there are many years */}
      <section className={css.yearScroll} tabIndex={0} aria-label={t("charts.yearsBoth")}>
        <div style={{ minWidth: 176 + bars.length * 62 }}>
          <div className={css.yearPlot}>
            <Plot bars={bars} top={niceTop(Math.max(...bars.map((bar) => bar.found)))} label={words} />
          </div>
          <Twin bars={bars} />
        </div>
      </section>
    </section>
  );
}
