/** Checksums that somebody else recorded: looked through first, taken over when one says so. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { CheckLine } from "@/components/CheckLine";
import { AlertIcon, FileIcon, OkIcon, OpenFolderIcon } from "@/components/icons";
import { PathText } from "@/components/PathText";
import { call, type ImportPreview, type ImportReport } from "@/ipc";
import { runCheck, useChecks } from "@/lib/checkStore";
import { count } from "@/lib/format";
import css from "./import.module.css";
import { useGuarded } from "./useGuarded";

type Stage =
  | { kind: "idle" }
  | { kind: "preview"; path: string; preview: ImportPreview }
  | { kind: "done"; report: ImportReport };

function useImport(job: string | null) {
  const [stage, setStage] = useState<Stage>({ kind: "idle" });
  const { refused, guarded } = useGuarded();
  return {
    stage,
    refused,
    pick: (what: "file" | "folder") =>
      guarded(async () => {
        const path = await call("import_pick", { what });
        if (path === null) return;
        setStage({ kind: "idle" });
        const preview = await runCheck("import", "", () => call("import_preview", { path, job }));
        if (preview) setStage({ kind: "preview", path, preview });
      }),
    take: (path: string, trust: boolean) =>
      guarded(async () => {
        const report = await runCheck("import", "", () => call("import_take", { path, job, trust }));
        if (report) setStage({ kind: "done", report });
      }),
  };
}

function Sources({ preview }: { preview: ImportPreview }) {
  const { t } = useTranslation("archive");
  return (
    <ul className={css.sources}>
      {preview.sources.map((source) => (
        <li key={source.path}>
          <PathText path={source.path} quiet />
          <span>
            {[
              t(`import.kind_${source.kind}`),
              ...source.algorithms.map(
                (each) => `${each.algorithm.toUpperCase()}: ${t("import.records", { count: each.records })}`,
              ),
              source.ignored > 0 && t("import.ignored", { count: source.ignored }),
            ]
              .filter(Boolean)
              .join(", ")}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Drives({ preview }: { preview: ImportPreview }) {
  const { t } = useTranslation("archive");
  return (
    <table className={css.drives}>
      <thead>
        <tr>
          <th scope="col">{t("import.drive")}</th>
          <th scope="col">{t("import.count")}</th>
          <th scope="col">{t("import.matching")}</th>
          <th scope="col">{t("import.changed")}</th>
        </tr>
      </thead>
      <tbody>
        {preview.drives.map((drive) => (
          <tr key={`${drive.name} ${drive.path}`}>
            <th scope="row" title={drive.path ?? undefined}>
              {drive.name}
              {!drive.connected && <span className="muted"> ({t("away")})</span>}
            </th>
            <td>{count(drive.records)}</td>
            <td>{count(drive.matching)}</td>
            <td>{count(drive.changed)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Preview({
  preview,
  busy,
  onTake,
}: {
  preview: ImportPreview;
  busy: boolean;
  onTake: (trust: boolean) => void;
}) {
  const { t } = useTranslation("archive");
  const [trust, setTrust] = useState(false);
  const fresh = preview.new + preview.newer;
  return (
    <div className={css.preview} data-testid="import-preview">
      <Sources preview={preview} />
      {preview.drives.length > 0 && <Drives preview={preview} />}
      <p>
        {t("import.sum", {
          count: preview.records,
          shown: count(preview.records),
          matching: count(preview.matching),
          fresh: count(preview.new),
          newer: count(preview.newer),
          known: count(preview.known),
        })}
      </p>
      <p className="muted">{t("import.use")}</p>
      {preview.trustable > 0 && (
        <label className={css.trust}>
          <input
            type="checkbox"
            checked={trust}
            onChange={(event) => setTrust(event.currentTarget.checked)}
            data-testid="import-trust"
          />
          {t("import.trust", { count: preview.trustable })}
        </label>
      )}
      <p className={css.acts}>
        <Button
          small
          kind="plain"
          disabled={busy || (fresh === 0 && !trust)}
          onClick={() => onTake(trust)}
          data-testid="import-take"
        >
          {fresh === 0 && !trust ? t("import.nothingNew") : t("import.take", { count: fresh })}
        </Button>
      </p>
    </div>
  );
}

function Done({ report }: { report: ImportReport }) {
  const { t } = useTranslation("archive");
  return (
    <p className={css.done} data-testid="import-done">
      <OkIcon size={16} />
      <span>
        {t("import.done", { count: report.preview.new + report.preview.newer })}{" "}
        {report.trusted > 0 && t("import.trusted", { count: report.trusted })}{" "}
        {report.job_files !== null && t("import.jobFiles", { count: report.job_files })}
      </span>
    </p>
  );
}

/** With a job, its files are matched at once; without one the catalogue alone learns. */
export function ImportChecksums({ job }: { job: string | null }) {
  const { t } = useTranslation("archive");
  const { stage, refused, pick, take } = useImport(job);
  const busy = useChecks((state) => state.running.import !== undefined);
  return (
    <div data-testid="import">
      <p className="muted">{t("import.line")}</p>
      <p className={css.acts}>
        <Button
          small
          icon={<FileIcon size={15} />}
          disabled={busy}
          onClick={() => void pick("file")}
          data-testid="import-file"
        >
          {t("import.file")}
        </Button>
        <Button
          small
          icon={<OpenFolderIcon size={15} />}
          disabled={busy}
          onClick={() => void pick("folder")}
          data-testid="import-folder"
        >
          {t("import.folder")}
        </Button>
      </p>
      <CheckLine check="import" subject="" />
      {refused && (
        <p className={css.bad} role="alert">
          <AlertIcon size={16} /> {[refused.message, refused.hint, refused.path].filter(Boolean).join(" ")}
        </p>
      )}
      {stage.kind === "preview" && (
        <Preview preview={stage.preview} busy={busy} onTake={(trust) => void take(stage.path, trust)} />
      )}
      {stage.kind === "done" && <Done report={stage.report} />}
    </div>
  );
}
