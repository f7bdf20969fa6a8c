/** Which columns a term's list has, and what stands in them. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { MutedCell, NameCell, PictureCell, SizeCell, TwinCell, useReason } from "@/components/FileCells";
import type { Column } from "@/components/FileGrid";
import type { FileRow } from "@/ipc";
import type { TermName } from "@/lib/terms";
import { Becomes } from "./Becomes";

/** As wide as "Settled while copying" in a window of 960 px; where everything is drawn larger it gives way. */
const WHY = "clamp(100px, 36vw - 193px, 152px)";

interface Cols {
  columns: Column[];
  cells: (row: FileRow) => ReactNode[];
}

/** `grouped` lists have folder rows, so a file shows its name alone. */
export function useFileColumns(job: string, term: TermName, grouped: boolean): Cols {
  const { t } = useTranslation("plan");
  const reason = useReason();
  const sign: Column = { key: "sign", header: "", width: grouped ? "46px" : "24px" };
  const size: Column = { key: "size", header: t("col.size"), width: "84px", right: true };
  const name: Column = {
    key: "name",
    header: term === "repeats" ? t("col.repeat") : t("col.old"),
    width: grouped ? "minmax(110px, 0.8fr)" : "minmax(160px, 1.4fr)",
  };
  const why: Column = {
    key: "why",
    header: t(`col.why_${whyOf(term)}`),
    width: grouped ? "minmax(110px, 0.9fr)" : "minmax(100px, 0.66fr)",
  };
  const twin: Column = {
    key: "twin",
    header: t(`col.twin_${twinOf(term)}`),
    width: grouped ? "minmax(160px, 1.6fr)" : "minmax(160px, 1.3fr)",
    narrow: "labelled",
  };
  const base = (row: FileRow): ReactNode[] => [
    <span key="sign" style={grouped ? { paddingLeft: 22 } : undefined}>
      <PictureCell job={job} row={row} />
    </span>,
    <NameCell key="name" row={row} withDrive={!grouped} withFolder={!grouped} />,
  ];
  const why_ = (row: FileRow) => <MutedCell key="why">{reason(row)}</MutedCell>;
  const size_ = (row: FileRow) => <SizeCell key="size" bytes={row.size} />;
  switch (term) {
    case "repeats":
      return {
        columns: [sign, name, { ...twin, width: "minmax(160px, 1fr)" }, size],
        cells: (row) => [
          ...base(row),
          <TwinCell key="twin" path={row.twin} where={row.twin_where} />,
          size_(row),
        ],
      };
    case "already_there":
      return {
        columns: [sign, name, why, twin, size],
        cells: (row) => [...base(row), why_(row), <TwinCell key="twin" path={row.twin} />, size_(row)],
      };
    case "new":
    case "copied":
    case "waiting":
      return {
        columns: [
          sign,
          name,
          { ...why, width: grouped ? `minmax(${WHY}, 0.9fr)` : `minmax(${WHY}, 0.66fr)` },
          twin,
          size,
        ],
        cells: (row) => [...base(row), why_(row), <TwinCell key="target" path={row.target} />, size_(row)],
      };
    case "found":
      return {
        columns: [sign, name, { ...why, width: "minmax(180px, 1fr)" }, size],
        cells: (row) => [...base(row), <Becomes key="why" row={row} />, size_(row)],
      };
    case "left_out":
    case "failed":
      return {
        columns: [sign, name, { ...why, width: "minmax(140px, 1fr)" }, size],
        cells: (row) => [...base(row), why_(row), size_(row)],
      };
  }
}

function whyOf(term: TermName): "not" | "copied" | "failed" | "found" {
  if (term === "new" || term === "copied" || term === "waiting") return "copied";
  if (term === "failed") return "failed";
  return term === "found" ? "found" : "not";
}

function twinOf(term: TermName): "archive" | "source" | "target" {
  if (term === "repeats") return "source";
  return term === "already_there" ? "archive" : "target";
}
