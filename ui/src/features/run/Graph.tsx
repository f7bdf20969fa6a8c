/** The last minutes, five at most, as a plain line, with the same numbers in words above it. */
import { useTranslation } from "react-i18next";
import { megabytes } from "@/lib/format";
import type { Run } from "@/lib/runStore";
import css from "./graph.module.css";
import { graphOf } from "./graphShape";

const WIDE = { width: 404, height: 176 };
const PLOT = { left: 44, right: 394, top: 42, bottom: 142 };

export function Graph({ run, flat }: { run: Run; flat?: boolean }) {
  const { t } = useTranslation("run");
  const last = run.graph[run.graph.length - 1];
  const shape = graphOf(run.graph, run.marks, last?.at ?? 0, PLOT);
  const words = t("graph.words", {
    now: megabytes(shape.now),
    average: megabytes(shape.average),
    peak: megabytes(shape.peak),
  });
  return (
    <figure className={flat ? css.graphFlat : css.graph}>
      <figcaption className={css.graphTop}>
        <h2>{t("graph.title", { count: shape.minutes })}</h2>
        <span className="muted">{words}</span>
      </figcaption>
      <svg
        viewBox={`0 0 ${WIDE.width} ${WIDE.height - 14}`}
        role="img"
        aria-label={words}
        className={css.plot}
      >
        {shape.ticks.map((tick) => (
          <g key={tick.y}>
            <line x1={PLOT.left} x2={PLOT.right} y1={tick.y} y2={tick.y} stroke="var(--hairline)" />
            <text x={PLOT.left - 8} y={tick.y + 4} textAnchor="end">
              {tick.label}
            </text>
          </g>
        ))}
        <path d={shape.area} fill="var(--selected)" />
        <path d={shape.line} fill="none" stroke="var(--accent)" strokeWidth={1.5} strokeLinejoin="round" />
        {shape.marks.map((mark) => (
          <g key={`${mark.x} ${mark.drive}`}>
            <line
              x1={mark.x}
              x2={mark.x}
              y1={mark.y - 10}
              y2={PLOT.bottom}
              stroke="var(--border)"
              strokeDasharray="2 3"
            />
            <text
              x={mark.left ? mark.x - 6 : mark.x + 6}
              y={mark.y}
              textAnchor={mark.left ? "end" : "start"}
              className={css.markText}
            >
              {t(`graph.${mark.what}`, { drive: mark.drive })}
            </text>
          </g>
        ))}
        <text x={PLOT.left} y={PLOT.bottom + 17}>
          {t("graph.ago", { count: shape.minutes })}
        </text>
        <text x={PLOT.right} y={PLOT.bottom + 17} textAnchor="end">
          {t("graph.now")}
        </text>
      </svg>
    </figure>
  );
}
