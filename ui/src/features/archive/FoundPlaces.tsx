/** What a search found: each content by its old path, on which drive, and where it is now. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { MutedCell } from "@/components/FileCells";
import { type Column, FileGrid, type GridRow } from "@/components/FileGrid";
import { OkIcon, UnknownIcon } from "@/components/icons";
import { KindIcon } from "@/components/KindIcon";
import { PathText } from "@/components/PathText";
import { SideDrawer } from "@/components/SideDrawer";
import type { WhereRow } from "@/ipc";
import { lastPart } from "@/lib/paths";
import { useWide } from "@/lib/useWide";
import css from "./archive.module.css";
import { WherePanel } from "./WherePanel";
import { archivesOf, meantPlace } from "./where";

function Now({ row }: { row: WhereRow }) {
  const { t } = useTranslation("archive");
  const held = archivesOf(row).length;
  if (held === 0) {
    return (
      <span className={css.open}>
        <UnknownIcon size={16} /> {t("now.nowhere")}
      </span>
    );
  }
  return (
    <span className={css.ok}>
      <OkIcon size={16} /> {t("now.in", { count: held })}
    </span>
  );
}

export function FoundPlaces({ rows, search }: { rows: WhereRow[]; search: string }) {
  const { t } = useTranslation(["archive", "common"]);
  const wide = useWide();
  const [chosen, setChosen] = useState<WhereRow | null>(null);
  const [drawer, setDrawer] = useState(false);
  const columns: Column[] = [
    { key: "sign", header: "", width: "24px" },
    { key: "path", header: t("col.path"), width: "minmax(180px, 1.6fr)" },
    { key: "drive", header: t("col.drive"), width: "minmax(90px, 0.6fr)", narrow: "corner" },
    { key: "now", header: t("col.now"), width: "minmax(128px, 0.6fr)" },
  ];
  const row = (index: number): GridRow => {
    const found = rows[index];
    const place = found && meantPlace(found, search);
    if (!found || !place) return { kind: "loading" };
    return {
      kind: "cells",
      id: index + 1,
      cells: [
        <KindIcon key="sign" name={lastPart(place.path)} />,
        <PathText key="path" path={place.path} />,
        <MutedCell key="drive">{place.drive}</MutedCell>,
        <Now key="now" row={found} />,
      ],
    };
  };
  const shown = chosen && rows.includes(chosen) ? chosen : null;
  return (
    <div className={css.found}>
      <FileGrid
        label={t("title")}
        columns={columns}
        count={rows.length}
        row={row}
        onRange={keepAll}
        selected={shown ? rows.indexOf(shown) + 1 : null}
        onSelect={(_id, index) => setChosen(rows[index] ?? null)}
        onOpen={() => setDrawer(true)}
        testid="archive-list"
      />
      {wide ? (
        <WherePanel row={shown} search={search} />
      ) : (
        <SideDrawer
          label={t("ask")}
          opened={drawer && shown !== null}
          onClose={() => setDrawer(false)}
          size={420}
        >
          <WherePanel row={shown} search={search} bare />
        </SideDrawer>
      )}
    </div>
  );
}

function keepAll(): void {
  // All rows of the answer are here: nothing is fetched by range.
}
