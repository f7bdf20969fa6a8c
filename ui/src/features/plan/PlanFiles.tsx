/** The list behind a term: searched, by drive, as files or as folders, with the chosen file beside it. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Choice } from "@/components/Choice";
import { CloseIcon } from "@/components/icons";
import { PathText } from "@/components/PathText";
import { SearchBox } from "@/components/SearchBox";
import { Segmented } from "@/components/Segmented";
import { SideDrawer } from "@/components/SideDrawer";
import type { FileRow, FilesQuery, FolderRow, JobView } from "@/ipc";
import { EVERY_FILE } from "@/lib/fileRows";
import { count } from "@/lib/format";
import { type ShownTerm, shownSizes } from "@/lib/terms";
import type { Decided } from "./Decide";
import { FileList } from "./FileList";
import { FolderInspector } from "./FolderInspector";
import { FolderList } from "./FolderList";
import { Inspector } from "./Inspector";
import css from "./plan.module.css";

interface PlanFilesProps {
  view: JobView;
  term: ShownTerm;
  found: ShownTerm;
  terms: ShownTerm[];
  destination: number | null;
  wide: boolean;
}

type ListState = {
  search: string;
  source: number | null;
  folder: FolderRow | null;
  mode: "files" | "folders";
  /** Folders by how much one decision about them settles, instead of by path. */
  ranked: boolean;
  sort: FilesQuery["sort"];
};

const FILE_ORDERS = ["path", "name", "size", "recent"] as const;

/** Files by folder, name, size or date; folders by what they settle, or by path. */
function Order({ state, set }: { state: ListState; set: (part: Partial<ListState>) => void }) {
  const { t } = useTranslation("plan");
  const folders = state.mode === "folders";
  return (
    <Choice
      label={t(folders ? "list.order" : "list.fileOrder")}
      value={folders ? (state.ranked ? "settles" : "path") : state.sort}
      onChange={(value) =>
        set(
          folders
            ? { ranked: value === "settles" }
            : { sort: FILE_ORDERS.find((each) => each === value) ?? "path" },
        )
      }
      options={
        folders
          ? (["settles", "path"] as const).map((value) => ({ value, label: t(`list.by_${value}`) }))
          : FILE_ORDERS.map((value) => ({ value, label: t(`list.sort_${value}`) }))
      }
      testid="plan-order"
    />
  );
}

function ListHead({
  props,
  state,
  set,
}: {
  props: PlanFilesProps;
  state: ListState;
  set: (part: Partial<ListState>) => void;
}) {
  const { t } = useTranslation(["plan", "common"]);
  const { view, term, found, terms } = props;
  const size = shownSizes(found, terms).get(term.name) ?? "";
  return (
    <div className={css.listTop}>
      <h2 className={css.listTitle}>
        {t(`list.${term.name}`)}
        <span>{t("list.sum", { files: t("common:files", { count: term.tally.files }), size })}</span>
      </h2>
      {state.folder && (
        <Button small after={<CloseIcon size={14} />} onClick={() => set({ folder: null })}>
          <span className={css.folderChip}>
            <PathText path={state.folder.path || state.folder.drive} quiet />
          </span>
        </Button>
      )}
      <SearchBox
        label={t("list.search")}
        value={state.search}
        onChange={(search) => set({ search })}
        width={props.wide ? 168 : 152}
        hint={t("list.searchHint")}
        testid="plan-search"
      />
      {view.sources.length > 1 && (
        <Choice
          label={t("list.drive")}
          least={136}
          value={state.source === null ? "" : String(state.source)}
          onChange={(value) => set({ source: value ? Number(value) : null, folder: null })}
          options={[
            { value: "", label: t("list.allDrives") },
            ...view.sources.map((source) => ({ value: String(source.id), label: source.name, isName: true })),
          ]}
        />
      )}
      <Order state={state} set={set} />
      <Segmented
        label={t("list.mode")}
        value={state.mode}
        onChange={(mode) => set({ mode })}
        options={[
          { value: "files", label: t("files") },
          { value: "folders", label: t("folders") },
        ]}
      />
    </div>
  );
}

/** What was chosen in one list; nothing once another one is shown. */
function useChosen<R>(list: string): [R | null, (row: R | null) => void] {
  const [chosen, setChosen] = useState<{ list: string; row: R | null } | null>(null);
  return [chosen?.list === list ? chosen.row : null, (row) => setChosen({ list, row })];
}

function queryOf({ term, destination }: PlanFilesProps, state: ListState): FilesQuery {
  return {
    ...EVERY_FILE,
    destination,
    term: term.query,
    source: state.source,
    folder: state.folder?.id ?? null,
    search: state.search,
    sort: state.sort,
    descending: state.sort === "size" || state.sort === "recent",
  };
}

interface Chosen {
  row: FileRow | null;
  folder: FolderRow | null;
  decided: Decided | null;
}

/** The chosen file or folder, or what was just decided about one. */
function Beside({
  props: { view, term },
  mode,
  chosen: { row, folder, decided },
  bare,
  onShow,
  onDecided,
}: {
  props: PlanFilesProps;
  mode: ListState["mode"];
  chosen: Chosen;
  bare: boolean;
  onShow: (folder: FolderRow) => void;
  onDecided: (decided: Decided) => void;
}) {
  const common = { id: view.id, bare, decided, onDecided };
  return mode === "files" ? (
    <Inspector {...common} row={row} term={term.tally.files > 0 ? term.name : null} decides />
  ) : (
    <FolderInspector {...common} folder={folder} term={term.name} onShow={onShow} />
  );
}

export function PlanFiles(props: PlanFilesProps) {
  const { t } = useTranslation(["plan", "common"]);
  const { view, term, destination, wide } = props;
  const [state, setState] = useState<ListState>({
    search: "",
    source: null,
    folder: null,
    mode: "files",
    ranked: true,
    sort: "path",
  });
  // What is typed and chosen above the list stays when another term is chosen; the file beside it belongs to its list.
  const list = `${term.name} ${destination ?? ""}`;
  const [row, setRow] = useChosen<FileRow>(list);
  const [folder, setFolder] = useChosen<FolderRow>(list);
  const [decided, setDecided] = useChosen<Decided>(`${list} ${state.mode}`);
  const [drawer, setDrawer] = useState(false);
  // What was decided about stands in this list no more: it is told what became of it instead.
  const onDecided = (made: Decided) => {
    setRow(null);
    setFolder(null);
    setDrawer(false);
    setDecided(made);
  };
  const set = (part: Partial<ListState>) => setState((now) => ({ ...now, ...part }));
  const query = queryOf(props, state);
  const show = (chosen: FolderRow) => {
    setDrawer(false);
    set({ folder: chosen, mode: "files" });
  };
  const chosenName = state.mode === "files" ? row?.name : folder?.path;
  const inspector = (bare: boolean) => (
    <Beside
      props={props}
      mode={state.mode}
      chosen={{ row, folder, decided }}
      bare={bare}
      onShow={show}
      onDecided={onDecided}
    />
  );
  return (
    <div className={css.split}>
      <section className={css.list} aria-label={t(`list.${term.name}`)}>
        <ListHead props={props} state={state} set={set} />
        {state.mode === "files" ? (
          <FileList
            id={view.id}
            term={term.name}
            query={query}
            grouped={wide && !state.search && state.folder === null && state.sort === "path"}
            selected={row}
            onSelect={setRow}
            onOpen={() => setDrawer(true)}
            all={t("common:list.lookedThrough", { count: term.tally.files, shown: count(term.tally.files) })}
            onClear={() => set({ search: "", source: null, folder: null })}
          />
        ) : (
          <FolderList
            id={view.id}
            term={term.name}
            query={{
              ...query,
              folder: null,
              // Of all files the largest folders, else those about which one decision settles most.
              sort: !state.ranked ? "path" : term.query === null ? "size" : "settles",
              descending: state.ranked,
            }}
            selected={folder}
            onSelect={setFolder}
            onOpen={(chosen) => (wide ? show(chosen) : setDrawer(true))}
          />
        )}
      </section>
      {wide && inspector(false)}
      {!wide && (
        <SideDrawer label={chosenName} opened={drawer} onClose={() => setDrawer(false)}>
          {inspector(true)}
        </SideDrawer>
      )}
    </div>
  );
}
