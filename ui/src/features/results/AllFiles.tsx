/** Every file of the job: chips by outcome, search, order, and the file's place in the file manager. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Choice } from "@/components/Choice";
import { CloseIcon } from "@/components/icons";
import { PathText } from "@/components/PathText";
import { SearchBox } from "@/components/SearchBox";
import { SideDrawer } from "@/components/SideDrawer";
import { FileList } from "@/features/plan/FileList";
import { Inspector } from "@/features/plan/Inspector";
import type { FileRow, FolderRow, JobView, SortBy, Term } from "@/ipc";
import { EVERY_FILE } from "@/lib/fileRows";
import { count } from "@/lib/format";
import { foundTerm, resultTerms } from "@/lib/terms";
import { useWide } from "@/lib/useWide";
import css from "./files.module.css";
import resultsCss from "./results.module.css";

export interface FileFilter {
  term: Term | null;
  source: number | null;
  folder: FolderRow | null;
}

export const NO_FILTER: FileFilter = { term: null, source: null, folder: null };

interface AllFilesProps {
  view: JobView;
  filter: FileFilter;
  onFilter: (filter: FileFilter) => void;
}

function Chips({ view, filter, onFilter }: AllFilesProps) {
  const { t } = useTranslation("common");
  const terms = [foundTerm(view.equation), ...resultTerms(view.equation)];
  return (
    <div className={css.chips} role="group" aria-label={t("term.found")}>
      {terms.map((term) => (
        <button
          key={term.name}
          type="button"
          aria-pressed={term.query === filter.term}
          data-testid={`chip-${term.name}`}
          onClick={() => onFilter({ ...filter, term: term.query })}
        >
          {t(`term.${term.name}`)} <span>{count(term.tally.files)}</span>
        </button>
      ))}
    </div>
  );
}

function Filters({ view, filter, onFilter }: AllFilesProps) {
  const { t } = useTranslation("plan");
  return (
    <>
      {filter.folder && (
        <Button small after={<CloseIcon size={14} />} onClick={() => onFilter({ ...filter, folder: null })}>
          <span className={css.folderChip}>
            <PathText path={filter.folder.path || filter.folder.drive} quiet />
          </span>
        </Button>
      )}
      {view.sources.length > 1 && (
        <Choice
          label={t("list.drive")}
          least={136}
          value={filter.source === null ? "" : String(filter.source)}
          onChange={(value) => onFilter({ ...filter, source: value ? Number(value) : null })}
          options={[
            { value: "", label: t("list.allDrives") },
            ...view.sources.map((source) => ({ value: String(source.id), label: source.name, isName: true })),
          ]}
        />
      )}
    </>
  );
}

export function AllFiles(props: AllFilesProps) {
  const { t } = useTranslation(["results", "common", "plan"]);
  const { view, filter, onFilter } = props;
  const wide = useWide();
  const [search, setSearch] = useState("");
  const [sort, setSort] = useState<SortBy>("path");
  const [row, setRow] = useState<FileRow | null>(null);
  const [drawer, setDrawer] = useState(false);
  const term = [foundTerm(view.equation), ...resultTerms(view.equation)].find(
    (each) => each.query === filter.term,
  );
  return (
    <div className={css.all} data-testid="all-files">
      <div className={css.allTop}>
        <Chips {...props} />
        <span className={resultsCss.gap} />
        <Filters {...props} />
        <SearchBox
          label={t("plan:list.search")}
          value={search}
          onChange={setSearch}
          width={180}
          testid="results-search"
        />
        <Choice<SortBy>
          label={t("sort.label")}
          value={sort}
          onChange={setSort}
          options={(["path", "name", "size", "recent"] as const).map((value) => ({
            value,
            label: t(`sort.${value}`),
          }))}
        />
      </div>
      <div className={css.allBody}>
        <div className={css.allList}>
          <FileList
            id={view.id}
            term={term?.name ?? "found"}
            query={{
              ...EVERY_FILE,
              term: filter.term,
              source: filter.source,
              folder: filter.folder?.id ?? null,
              search,
              sort,
              descending: sort === "size" || sort === "recent",
            }}
            grouped={false}
            selected={row}
            onSelect={setRow}
            onOpen={() => setDrawer(true)}
            all={t("common:list.lookedThrough", { count: view.equation.found.files })}
            onClear={() => {
              setSearch("");
              onFilter(NO_FILTER);
            }}
          />
        </div>
        {wide && <Inspector id={view.id} row={row} term={term?.name ?? "found"} />}
        {!wide && (
          <SideDrawer label={row?.name} opened={drawer} onClose={() => setDrawer(false)}>
            <Inspector id={view.id} row={row} term={term?.name ?? "found"} bare />
          </SideDrawer>
        )}
      </div>
    </div>
  );
}
