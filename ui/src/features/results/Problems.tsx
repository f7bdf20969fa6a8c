/** The files that could not be read, each with what happened and whether another copy is known. */

import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { ExportList } from "@/components/ExportList";
import { fullPath } from "@/components/FileCells";
import { FailedIcon } from "@/components/icons";
import { KindIcon } from "@/components/KindIcon";
import { PathText } from "@/components/PathText";
import stacked from "@/components/Stacked.module.css";
import { ErrorState, LoadingRows } from "@/components/States";
import { call, type FileRow, type FilesQuery, type JobView } from "@/ipc";
import { EVERY_FILE, useFileRows } from "@/lib/fileRows";
import { count, exactBytes, sharedUnit, size, sizeBeside } from "@/lib/format";
import { isLive, useRuns } from "@/lib/runStore";
import { sentence } from "@/lib/words";
import css from "./problems.module.css";
import resultsCss from "./results.module.css";
import { useRunAgain } from "./Verdict";

const SHOWN = 8;
const FAILED: FilesQuery = { ...EVERY_FILE, term: "failed" };
const ASK_AGAIN_MS = 2_000;

function ProblemRow({ id, row, withDrive }: { id: string; row: FileRow; withDrive: boolean }) {
  const again = useRunAgain(id);
  const { t } = useTranslation("results");
  return (
    <tr>
      <td>
        <KindIcon name={row.name} />
      </td>
      <th scope="row">
        <PathText path={fullPath(row)} drive={withDrive ? row.drive : undefined} />
      </th>
      <td>
        <span className={css.what} title={row.error_code ?? undefined}>
          <FailedIcon size={16} />
          <span>{row.message === null ? t("problems.unknown") : sentence(row.message)}</span>
        </span>
      </td>
      <td className="muted">
        {row.twin === null ? t("problems.noCopy") : t("problems.alike", { path: row.twin })}
      </td>
      <td className={resultsCss.right} title={exactBytes(row.size)}>
        {size(row.size)}
      </td>
      <td className={resultsCss.right}>
        <Button
          kind="text"
          small
          disabled={again.busy}
          onClick={() => again.retryOne(row.id)}
          data-testid="retry-file"
        >
          {t("problems.retry")}
        </Button>
      </td>
    </tr>
  );
}

export function Problems({ view, onAll }: { view: JobView; onAll: () => void }) {
  const { t } = useTranslation("results");
  const running = useRuns((state) => isLive(state.runs[view.id]));
  const rows = useFileRows(view.id, FAILED, { everyMs: running && ASK_AGAIN_MS });
  const total = rows.total ?? 0;
  const shown = Array.from({ length: Math.min(SHOWN, total) }, (_, index) => rows.at(index)).filter(
    (row) => row !== undefined,
  );
  const drives = new Set(shown.map((row) => row.drive));
  const one = drives.size === 1 ? shown[0]?.drive : undefined;
  const attempts = shown[0]?.attempts ?? 0;
  const facts = [
    t("problems.files", { count: view.equation.failed.files, shown: count(view.equation.failed.files) }),
    one && t("problems.on", { drive: one }),
  ].filter(Boolean);
  return (
    <section className={css.problems} aria-label={t("problems.title")}>
      <div className={css.problemsTop}>
        <h2>
          {t("problems.title")}
          <span>
            {facts.join(" ")}, {sizeBeside(view.equation.failed.bytes, sharedUnit(view.equation.found.bytes))}
            {attempts > 1 && `, ${t("problems.tried", { count: attempts })}`}
          </span>
        </h2>
        <ExportList
          save={() =>
            call("job_save_list", {
              id: view.id,
              query: FAILED,
              name: `${view.name}, ${t("problems.title")}`,
            })
          }
        />
      </div>
      {rows.error ? (
        <ErrorState error={rows.error} title={t("cannotList")} onRetry={rows.retry} />
      ) : rows.total === undefined ? (
        <LoadingRows rows={4} />
      ) : (
        <table className={`${resultsCss.table} ${css.table} ${stacked.stacked}`}>
          <colgroup>
            <col style={{ width: 40 }} />
            <col style={{ width: "26%" }} />
            <col style={{ width: "28%" }} />
            <col />
            <col style={{ width: 92 }} />
            <col style={{ width: 80 }} />
          </colgroup>
          <thead>
            <tr>
              <th scope="col">
                <span className="unseen">{t("problems.kind")}</span>
              </th>
              <th scope="col">{one ? t("problems.onDrive", { drive: one }) : t("problems.file")}</th>
              <th scope="col">{t("problems.what")}</th>
              <th scope="col">{t("problems.other")}</th>
              <th scope="col" className={resultsCss.right}>
                {t("size")}
              </th>
              <th scope="col">
                <span className="unseen">{t("problems.retry")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <ProblemRow key={row.id} id={view.id} row={row} withDrive={one === undefined} />
            ))}
          </tbody>
        </table>
      )}
      {total > SHOWN && (
        <Button kind="text" small onClick={onAll}>
          {t("problems.all", { count: total, shown: count(total) })}
        </Button>
      )}
    </section>
  );
}
