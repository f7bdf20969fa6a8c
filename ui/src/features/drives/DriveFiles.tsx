/** What became of the files of a drive: its own sum, and the list behind each of its terms. */
import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { EquationBar } from "@/components/EquationBar";
import { ExportList } from "@/components/ExportList";
import { fullPath, MutedCell, PictureCell, SizeCell, useReason } from "@/components/FileCells";
import { type Column, FileGrid, type GridRow } from "@/components/FileGrid";
import { NothingIcon } from "@/components/icons";
import { PathText } from "@/components/PathText";
import { SearchBox } from "@/components/SearchBox";
import { Empty, ErrorState, LoadingRows } from "@/components/States";
import { Terms } from "@/components/Terms";
import { call, type DriveVerdict, type Equation, type FileRow, type KnownDrive } from "@/ipc";
import { useFileRows } from "@/lib/fileRows";
import { foundTerm, resultTerms, type ShownTerm, type TermName } from "@/lib/terms";
import { driveQuery, useDriveSum } from "./driveSum";
import css from "./drives.module.css";
import { FileNow } from "./FileNow";
import { listHeight } from "./listHeight";
import { NoFiles } from "./NoFiles";

/** So many are seen at a glance. */
const FEW = 8;

/** What the list is first about: what stands in the way, then what was left out. */
function worst({ failed, to_do, left_out }: Equation): TermName | undefined {
  if (failed.files > 0) return "failed";
  if (to_do.files > 0) return "waiting";
  return left_out.files > 0 ? "left_out" : undefined;
}

interface RowsProps {
  id: string;
  source: number;
  term: ShownTerm;
  search: string;
}

function useColumns(
  id: string,
  term: TermName,
): { columns: Column[]; cells: (file: FileRow) => ReactNode[] } {
  const { t } = useTranslation("drives");
  const reason = useReason();
  const inTheWay = term === "failed" || term === "waiting" || term === "left_out";
  return {
    columns: [
      { key: "sign", header: "", width: "24px" },
      { key: "path", header: t("col.file"), width: "minmax(180px, 1fr)" },
      { key: "why", header: t(inTheWay ? "col.why" : "was.now"), width: "minmax(160px, 1fr)" },
      { key: "size", header: t("col.size"), width: "84px", right: true },
    ],
    cells: (file) => [
      <PictureCell key="sign" job={id} row={file} />,
      <PathText key="path" path={fullPath(file)} />,
      inTheWay ? <MutedCell key="why">{reason(file)}</MutedCell> : <FileNow key="why" id={id} file={file} />,
      <SizeCell key="size" bytes={file.size} />,
    ],
  };
}

function Rows({ id, source, term, search }: RowsProps) {
  const { t } = useTranslation(["drives", "common"]);
  const rows = useFileRows(id, { ...driveQuery(source, term.name), search });
  const { columns, cells } = useColumns(id, term.name);
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
    return file ? { kind: "cells", id: file.id, cells: cells(file) } : { kind: "loading" };
  };
  return (
    <FileGrid
      label={t(`files.${term.name}`)}
      columns={columns}
      count={rows.total}
      row={row}
      onRange={rows.onRange}
      resetKey={`${term.name} ${search}`}
      testid="drive-list"
    />
  );
}

interface DriveFilesProps {
  id: string;
  drive: KnownDrive;
  certificate: DriveVerdict;
  /** Stands below the answer of a newer look: then it says whose sum it is, and opens no list by itself. */
  beside: boolean;
}

function List({ id, drive, certificate, term }: DriveFilesProps & { term: ShownTerm }) {
  const { t } = useTranslation("drives");
  const [search, setSearch] = useState("");
  const { files } = term.tally;
  return (
    <section
      className={css.files}
      style={listHeight(files)}
      data-testid="drive-files"
      aria-label={t(`files.${term.name}`)}
    >
      <div className={css.filesTop}>
        <h2>
          {t(`files.${term.name}`)} <span>{t("exceptions.files", { count: files })}</span>
        </h2>
        {files > FEW && (
          <SearchBox label={t("exceptions.search")} value={search} onChange={setSearch} width={170} />
        )}
        <ExportList
          save={() =>
            call("job_save_list", {
              id,
              query: { ...driveQuery(certificate.source, term.name), search },
              name: `${drive.name}, ${t(`files.${term.name}`)}`,
            })
          }
        />
      </div>
      <Rows id={id} source={certificate.source} term={term} search={search} />
    </section>
  );
}

/** With `found` and what waits seven terms would stand side by side: those that add nothing give way. */
function beside(terms: ShownTerm[]): ShownTerm[] {
  return terms.some((term) => term.name === "waiting")
    ? terms.filter((term) => term.tally.files > 0 || term.name === "failed")
    : terms;
}

/** The drive's own sum, and the files of the term that was chosen in it. */
export function DriveFiles(props: DriveFilesProps) {
  const { t } = useTranslation("drives");
  const { id, certificate, beside: below } = props;
  const equation = useDriveSum(id, certificate.source);
  const [chosen, setChosen] = useState<TermName>();
  if (!equation) return <LoadingRows rows={4} />;
  const terms = beside(resultTerms(equation));
  const found = foundTerm(equation);
  const term = [found, ...terms].find(
    (each) => each.name === (chosen ?? (below ? undefined : worst(equation))),
  );
  return (
    <>
      <section className={css.sum} aria-label={t(below ? "sumOfJob" : "sum")} data-testid="drive-sum">
        {below && <h2 className={css.sumOf}>{t("sumOfJob")}</h2>}
        <EquationBar terms={terms} by="bytes" height={16} selected={term?.name} onSelect={setChosen} />
        <Terms
          found={found}
          terms={terms}
          label={t("sum")}
          size="tight"
          selected={term?.name}
          onSelect={setChosen}
        />
      </section>
      {term ? (
        <List key={term.name} {...props} term={term} />
      ) : below ? null : (
        <NoFiles verdict={certificate.verdict} files={certificate.files} />
      )}
    </>
  );
}
