/** As high as its rows need, up to what the style sheet allows. */
import type { CSSProperties } from "react";

const ROW = 32;
/** The heading above, the names of the columns, and a line. */
const AROUND = 36 + 32 + 8;

export function listHeight(rows: number): CSSProperties {
  return { "--list": `${Math.min(rows, 1_000) * ROW + AROUND}px` } as CSSProperties;
}
