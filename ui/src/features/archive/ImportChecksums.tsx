/** Checksums that somebody else recorded: looked through first, taken over when one says so. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { CheckLine } from "@/components/CheckLine";
import { AlertIcon, FileIcon, OkIcon, OpenFolderIcon } from "@/components/icons";
import { call, type ImportPreview, type ImportReport, type Problem } from "@/ipc";
import { runCheck, useChecks } from "@/lib/checkStore";
import { outdated } from "@/lib/query";
import { inOneLine } from "@/lib/words";
import { Preview } from "./ImportPreview";
import css from "./import.module.css";
import { TAKEN, TakenOver } from "./TakenOver";
import { useGuarded } from "./useGuarded";

type Stage =
  | { kind: "idle" }
  | { kind: "preview"; path: string; base: string | null; preview: ImportPreview }
  | { kind: "done"; report: ImportReport };

function useImport(job: string | null) {
  const [stage, setStage] = useState<Stage>({ kind: "idle" });
  /** What was chosen last, also if it could not be looked through. */
  const [chosen, setChosen] = useState<string | null>(null);
  const { refused, guarded } = useGuarded();
  const look = async (path: string, base: string | null) => {
    setChosen(path);
    setStage({ kind: "idle" });
    const preview = await runCheck("import", "", () => call("import_preview", { path, base, job }));
    if (preview) setStage({ kind: "preview", path, base, preview });
  };
  return {
    stage,
    refused,
    pick: (what: "file" | "folder") =>
      guarded(async () => {
        const path = await call("import_pick", { what });
        if (path !== null) await look(path, null);
      }),
    pickBase: () =>
      guarded(async () => {
        const base = await call("import_pick", { what: "base" });
        if (base !== null && chosen !== null) await look(chosen, base);
      }),
    take: (path: string, base: string | null, trust: boolean) =>
      guarded(async () => {
        const report = await runCheck("import", "", () => call("import_take", { path, base, job, trust }));
        if (report) setStage({ kind: "done", report });
        outdated(TAKEN);
      }),
  };
}

/** The list fits several drives: which one is meant has to be said, here as on the command line. */
function Refused({ problem, onBase }: { problem: Problem; onBase: () => void }) {
  const { t } = useTranslation("archive");
  const which = problem.code === "which_drive";
  return (
    <>
      <p className={css.bad} role="alert">
        <AlertIcon size={16} />{" "}
        {[inOneLine(problem.message, !which && problem.hint), problem.path].filter(Boolean).join(" ")}
      </p>
      {which && (
        <p className={css.base}>
          <Button small onClick={onBase} data-testid="import-base">
            {t("import.base")}
          </Button>
          <span className="muted">{t("import.baseHint")}</span>
        </p>
      )}
    </>
  );
}

function Done({ report }: { report: ImportReport }) {
  const { t } = useTranslation("archive");
  return (
    <p className={css.done} role="status" data-testid="import-done">
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
  const { stage, refused, pick, pickBase, take } = useImport(job);
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
      {refused && <Refused problem={refused} onBase={() => void pickBase()} />}
      {stage.kind === "preview" && (
        <Preview
          preview={stage.preview}
          base={stage.base}
          busy={busy}
          onBase={() => void pickBase()}
          onTake={(trust) => void take(stage.path, stage.base, trust)}
        />
      )}
      {stage.kind === "done" && <Done report={stage.report} />}
      <TakenOver job={job} />
    </div>
  );
}
