/** Old paths and where each is now, with the file itself one click away. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { fullPath, MutedCell, PictureCell, TwinCell } from "@/components/FileCells";
import { type Column, FileGrid, type GridRow } from "@/components/FileGrid";
import { ClockIcon, FailedIcon, LeftOutIcon, OkIcon } from "@/components/icons";
import { PathText } from "@/components/PathText";
import { Inspector } from "@/features/plan/Inspector";
import type { FileRow } from "@/ipc";
import { useWide } from "@/lib/useWide";
import css from "./archive.module.css";
import type { FoundRow } from "./everywhere";

function Now({ row }: { row: FileRow }) {
  const { t } = useTranslation("archive");
  if (row.term === "failed") {
    return (
      <span className={css.bad}>
        <FailedIcon size={16} /> {t("now.failed")}
      </span>
    );
  }
  if (row.term === "to_do") {
    return (
      <span className={css.open}>
        <ClockIcon size={16} /> {t("now.toDo")}
      </span>
    );
  }
  if (row.term === "left_out") {
    return (
      <span className={css.open}>
        <LeftOutIcon size={16} /> {t("now.leftOut")}
      </span>
    );
  }
  return (
    <span className={css.ok}>
      <OkIcon size={16} /> {t("now.there")}
    </span>
  );
}

export function FoundFiles({ rows }: { rows: FoundRow[] }) {
  const { t } = useTranslation("archive");
  const wide = useWide();
  const [chosen, setChosen] = useState<FoundRow | null>(null);
  const columns: Column[] = [
    { key: "sign", header: "", width: "24px" },
    { key: "path", header: t("col.path"), width: "minmax(180px, 1.3fr)" },
    { key: "drive", header: t("col.drive"), width: "minmax(90px, 0.5fr)" },
    { key: "now", header: t("col.now"), width: "128px" },
    { key: "place", header: t("col.place"), width: "minmax(160px, 1.3fr)" },
  ];
  const row = (index: number): GridRow => {
    const found = rows[index];
    if (!found) return { kind: "loading" };
    return {
      kind: "cells",
      id: index + 1,
      cells: [
        <PictureCell key="sign" job={found.job} row={found.row} />,
        <PathText key="path" path={fullPath(found.row)} />,
        <MutedCell key="drive">{found.row.drive}</MutedCell>,
        <Now key="now" row={found.row} />,
        <TwinCell key="place" path={found.row.term === "copied" ? found.row.target : found.row.twin} />,
      ],
    };
  };
  return (
    <div className={css.found}>
      <FileGrid
        label={t("title")}
        columns={columns}
        count={rows.length}
        row={row}
        onRange={keepAll}
        selected={chosen ? rows.indexOf(chosen) + 1 : null}
        onSelect={(_id, index) => setChosen(rows[index] ?? null)}
        testid="archive-list"
      />
      {wide && <Inspector id={chosen?.job ?? ""} row={chosen?.row ?? null} />}
    </div>
  );
}

function keepAll(): void {
  // All rows of the answer are here: nothing is fetched by range.
}
