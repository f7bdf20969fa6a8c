/** The same term by folder: which folders are wholly archived, which are only here. */
import { useTranslation } from "react-i18next";
import { SizeCell } from "@/components/FileCells";
import { type Column, FileGrid, type GridRow } from "@/components/FileGrid";
import { FolderIcon, NothingIcon } from "@/components/icons";
import { PathText } from "@/components/PathText";
import { Empty, ErrorState, LoadingRows } from "@/components/States";
import type { FilesQuery, FolderRow } from "@/ipc";
import { useFolderRows } from "@/lib/fileRows";
import { count } from "@/lib/format";
import type { TermName } from "@/lib/terms";
import { FolderVerdict } from "./FolderHead";
import css from "./plan.module.css";

interface FolderListProps {
  id: string;
  term: TermName;
  query: FilesQuery;
  onOpen: (folder: FolderRow) => void;
  /** With it a click chooses, and Enter or a double click opens. */
  onSelect?: (folder: FolderRow) => void;
  selected?: FolderRow | null;
}

export function FolderList({ id, term, query, onOpen, onSelect, selected }: FolderListProps) {
  const { t } = useTranslation(["plan", "common"]);
  const folders = useFolderRows(id, query);
  const columns: Column[] = [
    { key: "sign", header: "", width: "24px" },
    { key: "path", header: t("col.folder"), width: "minmax(140px, 1fr)" },
    { key: "matching", header: t(`list.${term}`), width: "96px", right: true, narrow: "labelled" },
    { key: "verdict", header: t("col.verdict"), width: "minmax(130px, 1.1fr)" },
    { key: "size", header: t("col.size"), width: "96px", right: true },
  ];
  if (folders.error)
    return <ErrorState error={folders.error} title={t("cannotList")} onRetry={folders.retry} />;
  if (folders.total === undefined) return <LoadingRows />;
  if (folders.total === 0) return <Empty icon={<NothingIcon size={26} />} title={t("common:list.nothing")} />;
  const row = (index: number): GridRow => {
    const folder = folders.at(index);
    if (!folder) return { kind: "loading" };
    return {
      kind: "cells",
      id: folder.id,
      cells: [
        <FolderIcon key="sign" size={17} className={css.folderIcon} />,
        <PathText
          key="path"
          path={folder.path || folder.drive}
          drive={folder.path ? folder.drive : undefined}
        />,
        <span key="matching">{count(folder.matching)}</span>,
        <FolderVerdict key="verdict" folder={folder} term={term} short />,
        <SizeCell key="size" bytes={folder.matching_bytes} />,
      ],
    };
  };
  const select = (index: number) => {
    const folder = folders.at(index);
    if (folder) onSelect?.(folder);
  };
  const open = (index: number) => {
    const folder = folders.at(index);
    if (folder) onOpen(folder);
  };
  return (
    <FileGrid
      label={t("folders")}
      columns={columns}
      count={folders.total}
      row={row}
      onRange={folders.onRange}
      onOpen={(_id, index) => open(index)}
      openOnClick={!onSelect}
      selected={selected?.id ?? null}
      onSelect={onSelect && ((_id, index) => select(index))}
      resetKey={JSON.stringify(query)}
      testid="folder-list"
    />
  );
}
