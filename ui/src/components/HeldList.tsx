/** A list whose rows are all here, drawn like the long ones: the sign of its kind, the path, and what is said of each. */
import type { ReactNode } from "react";
import { type Column, FileGrid, type GridRow } from "./FileGrid";
import { KindIcon } from "./KindIcon";
import { PathText } from "./PathText";

interface HeldListProps<R> {
  label: string;
  rows: R[];
  path: (row: R) => string;
  /** Heads the paths, and says how much room they take. */
  first: { header: string; width: string };
  columns: (Column & { cell: (row: R) => ReactNode })[];
  testid: string;
}

function keepAll(): void {
  // Nothing is fetched by range.
}

export function HeldList<R>({ label, rows, path, first, columns, testid }: HeldListProps<R>) {
  const row = (index: number): GridRow => {
    const found = rows[index];
    if (!found) return { kind: "loading" };
    return {
      kind: "cells",
      id: index,
      cells: [
        <KindIcon key="sign" name={path(found)} />,
        <PathText key="path" path={path(found)} />,
        ...columns.map((column) => column.cell(found)),
      ],
    };
  };
  return (
    <FileGrid
      label={label}
      columns={[{ key: "sign", header: "", width: "24px" }, { key: "path", ...first }, ...columns]}
      count={rows.length}
      row={row}
      onRange={keepAll}
      testid={testid}
    />
  );
}
