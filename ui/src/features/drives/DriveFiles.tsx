/** The files of a drive that stand in the way, or were left out: the list behind the verdict. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ExportList } from "@/components/ExportList";
import { fullPath, MutedCell, PictureCell, SizeCell, useReason } from "@/components/FileCells";
import { type Column, FileGrid, type GridRow } from "@/components/FileGrid";
import { NothingIcon } from "@/components/icons";
import { PathText } from "@/components/PathText";
import { SearchBox } from "@/components/SearchBox";
import { Segmented } from "@/components/Segmented";
import { Empty, ErrorState, LoadingRows } from "@/components/States";
import { call, type DriveVerdict, type KnownDrive, type Term } from "@/ipc";
import { EVERY_FILE, useFileRows } from "@/lib/fileRows";
import css from "./drives.module.css";
import { listHeight } from "./listHeight";
import { NoFiles } from "./NoFiles";

/** So many are seen at a glance. */
const FEW = 8;

type Shown = Extract<Term, "failed" | "to_do" | "left_out">;

function available(certificate: DriveVerdict): Shown[] {
  const all: [Shown, number][] = [
    ["failed", certificate.failed],
    ["to_do", certificate.to_do],
    ["left_out", certificate.left_out],
  ];
  return all.filter(([, files]) => files > 0).map(([term]) => term);
}

interface RowsProps {
  id: string;
  source: number;
  term: Shown;
  search: string;
}

function Rows({ id, source, term, search }: RowsProps) {
  const { t } = useTranslation(["drives", "common"]);
  const reason = useReason();
  const rows = useFileRows(id, { ...EVERY_FILE, source, term, search });
  const columns: Column[] = [
    { key: "sign", header: "", width: "24px" },
    { key: "path", header: t("col.file"), width: "minmax(180px, 1fr)" },
    { key: "why", header: t("col.why"), width: "minmax(160px, 1fr)" },
    { key: "size", header: t("col.size"), width: "84px", right: true },
  ];
  if (rows.error) return <ErrorState error={rows.error} title={t("cannotList")} onRetry={rows.retry} />;
  if (rows.total === undefined) return <LoadingRows rows={4} />;
  if (rows.total === 0)
    return (
      <Empty
        icon={<NothingIcon size={26} />}
        title={search ? t("noFile", { search }) : t("common:list.nothing")}
      />
    );
  const row = (index: number): GridRow => {
    const file = rows.at(index);
    if (!file) return { kind: "loading" };
    return {
      kind: "cells",
      id: file.id,
      cells: [
        <PictureCell key="sign" job={id} row={file} />,
        <PathText key="path" path={fullPath(file)} />,
        <MutedCell key="why">{reason(file)}</MutedCell>,
        <SizeCell key="size" bytes={file.size} />,
      ],
    };
  };
  return (
    <FileGrid
      label={t(`files.${term}`)}
      columns={columns}
      count={rows.total}
      row={row}
      onRange={rows.onRange}
      resetKey={`${term} ${search}`}
    />
  );
}

interface DriveFilesProps {
  id: string;
  drive: KnownDrive;
  certificate: DriveVerdict;
}

export function DriveFiles({ id, drive, certificate }: DriveFilesProps) {
  const { t } = useTranslation("drives");
  const terms = available(certificate);
  const [chosen, setChosen] = useState<Shown | undefined>(terms[0]);
  const [search, setSearch] = useState("");
  const term = chosen && terms.includes(chosen) ? chosen : terms[0];
  if (!term) return <NoFiles verdict={certificate.verdict} files={certificate.files} />;
  return (
    <section
      className={css.files}
      style={listHeight(certificate[term])}
      data-testid="drive-files"
      aria-label={t(`files.${term}`)}
    >
      <div className={css.filesTop}>
        <h2>
          {t(`files.${term}`)} <span>{t("exceptions.files", { count: certificate[term] })}</span>
        </h2>
        {certificate[term] > FEW && (
          <SearchBox label={t("exceptions.search")} value={search} onChange={setSearch} width={170} />
        )}
        {terms.length > 1 && (
          <Segmented
            label={t("which")}
            value={term}
            onChange={setChosen}
            options={terms.map((each) => ({ value: each, label: t(`files.${each}`) }))}
          />
        )}
        <ExportList
          save={() =>
            call("job_save_list", {
              id,
              query: { ...EVERY_FILE, source: certificate.source, term, search },
              name: `${drive.name}, ${t(`files.${term}`)}`,
            })
          }
        />
      </div>
      <Rows key={term} id={id} source={certificate.source} term={term} search={search} />
    </section>
  );
}
