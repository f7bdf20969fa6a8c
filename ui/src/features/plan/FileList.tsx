/** Files of one term, flat or under their folders. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { FileGrid, type GridRow, useMostRows } from "@/components/FileGrid";
import { NothingIcon, OkIcon } from "@/components/icons";
import { Empty, ErrorState, LoadingRows } from "@/components/States";
import type { FileRow, FilesQuery } from "@/ipc";
import { useFileRows } from "@/lib/fileRows";
import type { TermName } from "@/lib/terms";
import { FolderHead } from "./FolderHead";
import { useFileColumns } from "./fileColumns";
import { useGroupedRows } from "./groupedRows";
import css from "./plan.module.css";

interface FileListProps {
  id: string;
  term: TermName;
  query: FilesQuery;
  grouped: boolean;
  selected: FileRow | null;
  onSelect: (row: FileRow) => void;
  onOpen: () => void;
  all: string;
  onClear: () => void;
}

function Nothing({ term, query, all, onClear }: FileListProps) {
  const { t } = useTranslation(["plan", "common"]);
  if (query.search || query.source !== null || query.folder !== null) {
    return (
      <Empty
        icon={<NothingIcon size={26} />}
        title={query.search ? t("common:list.noMatch", { search: query.search }) : t("common:list.nothing")}
        action={
          <Button kind="plain" small onClick={onClear}>
            {t("common:clearSearch")}
          </Button>
        }
      >
        {all}
      </Empty>
    );
  }
  if (term === "failed") {
    return (
      <Empty icon={<OkIcon size={26} />} title={t("empty.failed")} good>
        {t("empty.failedLine")}
      </Empty>
    );
  }
  return <Empty icon={<NothingIcon size={26} />} title={t(`empty.${term}`)} />;
}

export function FileList(props: FileListProps) {
  const { t } = useTranslation(["plan", "common"]);
  const groups = useGroupedRows(props.id, props.query, props.grouped);
  const grouped = props.grouped && groups.fits !== false;
  const flat = useFileRows(props.id, props.query, { enabled: !grouped });
  const { columns, cells } = useFileColumns(props.id, props.term, grouped);
  const most = useMostRows();
  const error = grouped ? groups.error : flat.error;
  if (error) return <ErrorState error={error} title={t("cannotList")} onRetry={flat.retry} />;
  const total = grouped ? (groups.fits === undefined ? undefined : groups.count) : flat.total;
  if (total === undefined) return <LoadingRows />;
  if (total === 0) return <Nothing {...props} />;
  const fileRow = (row: FileRow | undefined): GridRow =>
    row ? { kind: "cells", id: row.id, cells: cells(row) } : { kind: "loading" };
  const rowAt = (index: number): GridRow => {
    if (!grouped) return fileRow(flat.at(index));
    const found = groups.at(index);
    if (!found) return { kind: "loading" };
    if (found.kind === "file") return fileRow(found.row);
    const { folder } = found.section;
    const body: ReactNode = (
      <FolderHead folder={folder} term={props.term} open={!groups.closed.has(folder.id)} />
    );
    return { kind: "group", body, onToggle: () => groups.toggle(folder.id) };
  };
  const pick = (index: number) => {
    const row = grouped ? groups.at(index) : { kind: "file" as const, row: flat.at(index) };
    if (row?.kind === "file" && row.row) props.onSelect(row.row);
  };
  return (
    <>
      <FileGrid
        label={t(`list.${props.term}`)}
        columns={columns}
        count={total}
        row={rowAt}
        onRange={grouped ? groups.onRange : flat.onRange}
        selected={props.selected?.id ?? null}
        onSelect={(_id, index) => pick(index)}
        onOpen={props.onOpen}
        resetKey={JSON.stringify(props.query)}
        testid="plan-list"
      />
      {total > most && <p className={css.narrow}>{t("common:list.narrow", { count: most })}</p>}
    </>
  );
}
