/** The chosen file: where it was, where its twin is, in what they differ, what was proven, and what one may decide. */
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { fullPath, isExpectedRepeat, useReason } from "@/components/FileCells";
import { AlertIcon, ClockIcon, HistoryIcon, InfoIcon, OkIcon } from "@/components/icons";
import { WholePath } from "@/components/PathText";
import { Thumb } from "@/components/Thumb";
import { call, type FileRow, type RevealSide } from "@/ipc";
import { exactBytes, fullTime } from "@/lib/format";
import type { TermName } from "@/lib/terms";
import { complain } from "@/lib/toast";
import { words } from "@/lib/words";
import { Decide, type Decided, type Decision, JustDecided } from "./Decide";
import { Differences } from "./Differences";
import css from "./inspector.module.css";

function Evidence({ row }: { row: FileRow }) {
  const { t } = useTranslation("plan");
  const reason = useReason();
  if (row.term === "failed") {
    return (
      <p className={css.evidence} data-tone="failed">
        <AlertIcon size={17} />
        <span>
          {reason(row)} {row.attempts > 0 && t("inspect.attempts", { count: row.attempts })}
        </span>
      </p>
    );
  }
  if (row.undecided) {
    return (
      <p className={css.evidence}>
        <ClockIcon size={17} />
        <span>{t("inspect.undecided")}</span>
      </p>
    );
  }
  if (row.term === "already_there" || row.term === "repeat" || isExpectedRepeat(row)) {
    return (
      <>
        {isExpectedRepeat(row) && (
          <p className={css.evidence}>
            <ClockIcon size={17} />
            <span>{t("inspect.expected")}</span>
          </p>
        )}
        <p className={css.evidence} data-tone="ok">
          <OkIcon size={17} />
          <span>{t(row.reason === "hard_link" ? "inspect.hardLink" : "inspect.same")}</span>
        </p>
        <p className={css.evidence}>
          <HistoryIcon size={17} />
          <span className="muted">{t("inspect.kept")}</span>
        </p>
      </>
    );
  }
  return (
    <p className={css.evidence}>
      <InfoIcon size={17} />
      <span>
        {row.message === null
          ? reason(row)
          : row.reason === "user"
            ? t("inspect.decided", { what: reason(row), reason: words(row.message) })
            : words(row.message)}
      </span>
    </p>
  );
}

function Reveal({ id, row }: { id: string; row: FileRow }) {
  const { t } = useTranslation("plan");
  const show = (which: RevealSide) =>
    void call("job_reveal", { id, file: row.id, destination: row.destination, which }).catch(complain);
  return (
    <p className={css.reveal}>
      <Button kind="text" onClick={() => show("source")} data-testid="show-source">
        {t("inspect.showOld")}
      </Button>
      {row.twin !== null && (
        <Button kind="text" onClick={() => show("twin")}>
          {t("inspect.showTwin")}
        </Button>
      )}
      {row.term === "copied" && row.target !== null && (
        <Button kind="text" onClick={() => show("target")}>
          {t("inspect.showCopy")}
        </Button>
      )}
    </p>
  );
}

function title(row: FileRow): "pair" | "repeat" | "file" {
  if (row.term === "already_there") return "pair";
  return row.term === "repeat" || isExpectedRepeat(row) ? "repeat" : "file";
}

/** What still can be decided about a file: nothing about one that is copied, or that cannot be copied at all. */
function decisionFor(row: FileRow): Decision | null {
  if (row.error_code === "differs_from_record") return "accept";
  if (row.term === "already_there" || row.term === "repeat" || isExpectedRepeat(row))
    return row.reason === "hard_link" ? null : "takeIn";
  if (row.term === "to_do" || row.term === "failed") return "leaveOut";
  return row.reason === "rule" || row.reason === "user" ? "takeIn" : null;
}

interface InspectorProps {
  id: string;
  row: FileRow | null;
  /** The term of the list, if it has files; with none chosen it is told what it means to be in it. */
  term: TermName | null;
  bare?: boolean;
  /** Decisions are changed here only where the plan may still change. */
  decides?: boolean;
  decided?: Decided | null;
  onDecided?: (decided: Decided) => void;
}

/** While no file is chosen: what it means to be in this list, and what one gets by choosing. */
function Meaning({
  id,
  term,
  decided,
  onDecided,
}: Pick<InspectorProps, "id" | "term" | "decided" | "onDecided">) {
  const { t } = useTranslation("plan");
  return (
    <aside className={css.inspector} aria-label={t("inspect.label")} data-testid="term-meaning">
      {decided && <JustDecided id={id} decided={decided} onDecided={onDecided} />}
      {term && (
        <>
          <h2>{t(`list.${term}`)}</h2>
          <p className={css.meaning}>{t(`meaning.${term}`)}</p>
          <p className={css.inspectHint}>{t("inspect.none")}</p>
        </>
      )}
    </aside>
  );
}

export function Inspector({ id, row, term, bare, decides, decided, onDecided }: InspectorProps) {
  const { t } = useTranslation("plan");
  if (!row) return <Meaning id={id} term={term} decided={decided} onDecided={onDecided} />;
  const decision = decides ? decisionFor(row) : null;
  return (
    <aside
      className={bare ? css.inspectorBare : css.inspector}
      aria-label={t("inspect.label")}
      data-testid="file-inspector"
    >
      <h2>{t(`inspect.${title(row)}`)}</h2>
      <div className={css.tiles}>
        <figure>
          <Thumb job={id} row={row} large />
          <figcaption>{row.drive}</figcaption>
        </figure>
        {row.twin !== null && (
          <figure>
            <Thumb job={id} row={row} which="twin" large />
            <figcaption>{row.twin_where ?? t("inspect.archive")}</figcaption>
          </figure>
        )}
      </div>
      <dl className={css.facts}>
        <dt>{t("inspect.old")}</dt>
        <dd className="selectable">
          <WholePath path={fullPath(row)} />
        </dd>
        {row.twin !== null && (
          <>
            <dt>{t("inspect.twin")}</dt>
            <dd className="selectable">
              <WholePath path={row.twin} />
            </dd>
          </>
        )}
        {row.twin === null && row.target !== null && (
          <>
            <dt>{t("inspect.goesTo")}</dt>
            <dd className="selectable">
              <WholePath path={row.target} />
            </dd>
          </>
        )}
        <dt>{t("inspect.size")}</dt>
        <dd>{exactBytes(row.size)}</dd>
        <dt>{t("inspect.changed")}</dt>
        <dd>{fullTime(row.modified_ms)}</dd>
      </dl>
      {row.twin !== null && <Differences row={row} twin={row.twin} />}
      <Evidence row={row} />
      {decision && (
        <Decide
          id={id}
          subject={{ name: row.name, files: [row.id], folders: [] }}
          decisions={[
            { decision, label: t(row.term === "left_out" ? "decide.file_back" : `decide.file_${decision}`) },
          ]}
          onDecided={onDecided}
        />
      )}
      <Reveal id={id} row={row} />
    </aside>
  );
}
