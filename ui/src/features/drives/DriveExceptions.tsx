/** Each file that keeps a drive from being clear, or was left out, with why. */
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { Choice } from "@/components/Choice";
import { ExportList } from "@/components/ExportList";
import { MutedCell, SizeCell } from "@/components/FileCells";
import { HeldList } from "@/components/HeldList";
import { NothingIcon } from "@/components/icons";
import { SearchBox } from "@/components/SearchBox";
import { Empty } from "@/components/States";
import { type ClearanceException, type ClearanceView, call, type KnownDrive } from "@/ipc";
import { sentence } from "@/lib/words";
import css from "./drives.module.css";
import { listHeight } from "./listHeight";
import { NoFiles } from "./NoFiles";

const CODES = [
  "only_here",
  "not_archived",
  "unreadable",
  "same_volume",
  "untold",
  "in_memory",
  "copy_gone",
  "copy_away",
  "not_read_back",
  "in_the_cloud",
  "covered",
  "left_out",
] as const;

function Rows({ rows }: { rows: ClearanceException[] }) {
  const { t } = useTranslation("drives");
  return (
    <HeldList
      label={t("exceptions.title")}
      rows={rows}
      path={(found) => found.path}
      first={{ header: t("col.file"), width: "minmax(180px, 1fr)" }}
      columns={[
        {
          key: "why",
          header: t("col.why"),
          width: "minmax(160px, 1fr)",
          cell: (found) => <MutedCell key="why">{sentence(found.message)}</MutedCell>,
        },
        {
          key: "size",
          header: t("col.size"),
          width: "84px",
          right: true,
          cell: (found) => <SizeCell key="size" bytes={found.size} />,
        },
      ]}
      testid="drive-exceptions"
    />
  );
}

function Reports({ paths }: { paths: string[] }) {
  const { t } = useTranslation("drives");
  if (paths.length === 0) return null;
  return (
    <div className={css.reports}>
      <span>{t("reports")}</span>
      {paths.map((path) => (
        <span key={path} className="selectable">
          {path}
        </span>
      ))}
    </div>
  );
}

export function DriveExceptions({ drive, view }: { drive: KnownDrive; view: ClearanceView }) {
  const { t } = useTranslation("drives");
  const [search, setSearch] = useState("");
  const [code, setCode] = useState("");
  const rows = useMemo(() => {
    const wanted = search.trim().toLowerCase();
    return view.exceptions.filter(
      (each) => (!code || each.code === code) && each.path.toLowerCase().includes(wanted),
    );
  }, [view.exceptions, search, code]);
  const codes = CODES.filter((each) => view.exceptions.some((exception) => exception.code === each));
  if (view.exceptions_total === 0) {
    return (
      <>
        <NoFiles verdict={view.drive.verdict} files={view.drive.files} />
        <Reports paths={view.reports} />
      </>
    );
  }
  return (
    <>
      <section
        className={css.files}
        style={listHeight(rows.length)}
        data-testid="drive-files"
        aria-label={t("exceptions.title")}
      >
        <div className={css.filesTop}>
          <h2>
            {t("exceptions.title")} <span>{t("exceptions.files", { count: view.exceptions_total })}</span>
          </h2>
          <SearchBox label={t("exceptions.search")} value={search} onChange={setSearch} width={170} />
          {codes.length > 1 && (
            <Choice<string>
              label={t("exceptions.kind")}
              value={code}
              onChange={setCode}
              options={[
                { value: "", label: t("why.all") },
                ...codes.map((each) => ({ value: each, label: t(`why.${each}`) })),
              ]}
            />
          )}
          <ExportList
            save={() =>
              call("drive_save_list", {
                volume: drive.volume,
                path: drive.path,
                name: `${drive.name}, ${t("exceptions.title")}`,
              })
            }
          />
        </div>
        {rows.length === 0 ? (
          <Empty icon={<NothingIcon size={26} />} title={t("noFile", { search })} />
        ) : (
          <Rows rows={rows} />
        )}
        {view.exceptions_total > view.exceptions.length && (
          <p className={css.first}>{t("exceptions.first", { count: view.exceptions.length })}</p>
        )}
      </section>
      <Reports paths={view.reports} />
    </>
  );
}
