/** The graph's geometry: rates over up to five minutes into lines, ticks and marks. Pure, so that it can be tested. */
import type { GraphMark, GraphPoint } from "@/lib/runStore";

const MINUTE_MS = 60_000;
/** Minutes that the graph may span: a run that has just begun is not a line at its edge. */
const SPANS = [1, 2, 5];

export interface Plot {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

interface Tick {
  y: number;
  label: string;
}

interface ShownMark {
  x: number;
  y: number;
  left: boolean;
  drive: string;
  what: GraphMark["what"];
}

export interface GraphShape {
  line: string;
  area: string;
  ticks: Tick[];
  marks: ShownMark[];
  /** Minutes from the left edge to the right. */
  minutes: number;
  now: number;
  average: number;
  peak: number;
}

/** The step between grid lines: 1, 2 or 5 of some power of ten, so that two or three lines fit. */
export function niceStep(peak: number): number {
  const rough = Math.max(peak, 1) / 2;
  const power = 10 ** Math.floor(Math.log10(rough));
  const times = rough / power;
  return (times <= 1.15 ? 1 : times <= 2.3 ? 2 : times <= 5.75 ? 5 : 10) * power;
}

const MARK_ROWS = 2;

function minutesFor(points: GraphPoint[], end: number): number {
  const age = end - (points[0]?.at ?? end);
  return SPANS.find((minutes) => age <= minutes * MINUTE_MS) ?? 5;
}

export function graphOf(points: GraphPoint[], marks: GraphMark[], end: number, plot: Plot): GraphShape {
  const rates = points.map((point) => point.rate);
  const peak = Math.max(0, ...rates);
  const step = niceStep(peak / 1e6);
  const top = step * Math.max(1, Math.ceil(peak / 1e6 / step - 0.15));
  const minutes = minutesFor(points, end);
  const x = (at: number) =>
    plot.left + (1 - Math.min(1, (end - at) / (minutes * MINUTE_MS))) * (plot.right - plot.left);
  const y = (value: number) => plot.bottom - Math.min(1.06, value / 1e6 / top) * (plot.bottom - plot.top);
  const line = points
    .map((point, index) => `${index === 0 ? "M" : "L"}${x(point.at).toFixed(1)} ${y(point.rate).toFixed(1)}`)
    .join("");
  const first = points[0];
  const area = first ? `${line}L${plot.right} ${plot.bottom}L${x(first.at).toFixed(1)} ${plot.bottom}Z` : "";
  const ticks = Array.from({ length: Math.round(top / step) + 1 }, (_, index) => ({
    y: y(index * step * 1e6),
    label: String(Number((index * step).toFixed(2))),
  }));
  const middle = (plot.left + plot.right) / 2;
  return {
    line,
    area,
    ticks,
    minutes,
    now: rates[rates.length - 1] ?? 0,
    average: rates.length === 0 ? 0 : rates.reduce((a, b) => a + b, 0) / rates.length,
    peak,
    marks: marks.slice(-4).map((mark, index) => ({
      x: x(mark.at),
      y: plot.top - 26 + (index % MARK_ROWS) * 20,
      left: x(mark.at) > middle + 60,
      drive: mark.drive,
      what: mark.what,
    })),
  };
}
