/** Where the cells of a list's row stand: beside each other in columns, or as a small block where there is no room for columns. */
import type { CSSProperties } from "react";

export interface Column {
  key: string;
  header: string;
  right?: boolean;
  /** A CSS grid track. */
  width: string;
  /** Its place in a block, if it is neither the last number nor plain words: at the end of the first line, or below after its header. */
  narrow?: "corner" | "labelled";
}

export interface Lines {
  /** Of a row, in pixels. */
  height: number;
  tracks: CSSProperties;
  /** Where the cell of a column stands in a block; undefined in columns. */
  place: (column: number) => CSSProperties | undefined;
  /** Said before the cell of a column, since a block has no headers. */
  label: (column: number) => string | undefined;
}

const ROW = 32;
const LINE = 20;
const EDGES = 12;

function columnsOf(columns: Column[]): Lines {
  return {
    height: ROW,
    tracks: { gridTemplateColumns: columns.map((column) => column.width).join(" ") },
    place: () => undefined,
    label: () => undefined,
  };
}

/** The first line has the sign, the name, and what stands in the corner; each other cell has a line of its own. */
function blockOf(columns: Column[]): Lines {
  const sign = columns[0]?.header === "";
  const main = sign ? 1 : 0;
  const last = columns.length - 1;
  const marked = columns.findIndex((column) => column.narrow === "corner");
  const corner = marked >= 0 ? marked : columns[last]?.right ? last : -1;
  const below = columns.map((_, index) => index).filter((index) => index > main && index !== corner);
  return {
    height: EDGES + LINE * (1 + below.length),
    tracks: {
      gridTemplateColumns: `${sign ? "24px " : ""}minmax(0, 1fr) auto`,
      gridAutoRows: LINE,
      alignContent: "center",
    },
    place: (column) => {
      if (column < main) return { gridArea: "1 / 1" };
      if (column === main) return { gridArea: `1 / ${main + 1}` };
      if (column === corner) return { gridArea: `1 / ${main + 2}` };
      return { gridArea: `${2 + below.indexOf(column)} / ${main + 1} / auto / -1`, justifyContent: "start" };
    },
    label: (column) => (columns[column]?.narrow === "labelled" ? columns[column].header : undefined),
  };
}

export function linesOf(columns: Column[], narrow: boolean): Lines {
  return narrow ? blockOf(columns) : columnsOf(columns);
}
