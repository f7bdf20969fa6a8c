/** The answer for one drive, the facts it rests on, and the files that stand in the way. */
import { useTranslation } from "react-i18next";
import { Banner } from "@/components/Banner";
import { CheckLine } from "@/components/CheckLine";
import { VerdictIcon } from "@/components/Chip";
import { AlertIcon, DriveIcon, InfoIcon } from "@/components/icons";
import { Heading } from "@/components/Page";
import { driveKey, verdictNow } from "@/features/home/driveRows";
import type { RestoreReport } from "@/ipc";
import { useDriveWords } from "@/lib/driveWords";
import { fileSystemName } from "@/lib/fileSystem";
import { capacity, size } from "@/lib/format";
import { type DriveRow, useFollowedRun } from "@/lib/jobNow";
import { useIsSample } from "@/lib/samples";
import { wholeProblem, words } from "@/lib/words";
import { type Ended, useLooks, useProof } from "./clearance";
import { DriveActs } from "./DriveActs";
import { DriveAsItWas } from "./DriveAsItWas";
import { DriveExceptions } from "./DriveExceptions";
import { DriveFacts } from "./DriveFacts";
import { DriveFiles } from "./DriveFiles";
import { DriveName } from "./DriveName";
import css from "./drives.module.css";

const NAMED = 5;

function How({ ended }: { ended: Ended }) {
  const { t } = useTranslation("drives");
  if (!ended) return null;
  if (ended.kind === "stopped")
    return (
      <Banner tone="calm" icon={<InfoIcon size={18} />} title={t("stopped")} heard testid="check-stopped" />
    );
  return (
    <Banner tone="failed" icon={<AlertIcon size={18} />} title={t("refused")} testid="check-refused">
      {wholeProblem(ended.problem)}
    </Banner>
  );
}

function Restored({ report }: { report: RestoreReport | undefined }) {
  const { t } = useTranslation("drives");
  if (!report) return null;
  const not = report.not_restored;
  return (
    <Banner
      tone={not.length > 0 ? "warn" : "calm"}
      icon={not.length > 0 ? <AlertIcon size={18} /> : <InfoIcon size={18} />}
      title={t("restored.title")}
      heard
      testid="drive-restored"
    >
      {t("restored.line", { count: report.restored, size: size(report.bytes), to: report.to })}{" "}
      {report.already_there > 0 && t("restored.there", { count: report.already_there })}{" "}
      {not.length > 0 && (
        <>
          {t("restored.not", { count: not.length })}
          <ul className={css.named}>
            {not.slice(0, NAMED).map((each) => (
              <li key={each.path}>
                {each.path}: {words(each.message)}
              </li>
            ))}
            {not.length > NAMED && <li>{t("restored.rest", { count: not.length - NAMED })}</li>}
          </ul>
        </>
      )}
    </Banner>
  );
}

interface DriveDetailProps {
  drive: DriveRow;
  /** Which of several of its name it is. */
  apart: string;
  alone?: boolean;
}

export function DriveDetail({ drive, apart, alone }: DriveDetailProps) {
  const { t } = useTranslation(["drives", "common"]);
  const proof = useProof(drive);
  const looks = useLooks(drive);
  const { certificate, fresh } = proof;
  // While a job runs, it knows more than the catalogue, which learns when it has ended.
  useFollowedRun(drive.job);
  const { whyOf } = useDriveWords();
  const look = drive.now ? undefined : fresh?.drive;
  const verdict = look?.verdict ?? verdictNow(drive);
  const why = look ? words(look.why) : whyOf(drive);
  const isSample = useIsSample();
  const sameDrive =
    fresh !== undefined &&
    fresh.exceptions_total > 0 &&
    fresh.exceptions.every((each) => each.code === "same_volume" || each.code === "left_out");
  const copied = sameDrive || (verdict === "check_first" && certificate?.to_do === 0);
  const facts = [
    drive.path !== "" && t("folderOf", { size: size(drive.bytes) }),
    drive.path === "" && drive.capacity > 0 && capacity(drive.capacity),
    drive.path === "" && drive.file_system && fileSystemName(drive.file_system, drive.volume),
    drive.connected ? t("common:connected") : t("notConnected"),
    apart,
  ].filter(Boolean);
  // What was proven of a drive that is away is what was proven when it was last seen.
  const unconfirmed = verdict === "safe" && !drive.connected;
  const word = unconfirmed ? t("once") : t(`common:verdict.${verdict}`);
  const answer = why ? t("answer", { verdict: word, why }) : word;
  return (
    <article aria-label={drive.name} data-testid="drive-detail" data-verdict={verdict}>
      <div className={css.which}>
        <DriveIcon size={17} />
        <DriveName drive={drive} />
        <span className="muted">{facts.join(", ")}</span>
      </div>
      <div className={css.answer}>
        <VerdictIcon verdict={verdict} size={36} />
        <div className={css.words}>
          {alone ? (
            <Heading className={css.verdict}>{answer}</Heading>
          ) : (
            <h2 className={css.verdict}>{answer}</h2>
          )}
          <p className="muted">
            {!drive.connected && `${t(unconfirmed ? "explain.awaySafe" : "explain.away")} `}
            {isSample(drive.mount_point) && verdict !== "safe" && copied
              ? t("samples")
              : t(`explain.${verdict}`)}
          </p>
          <DriveActs
            drive={drive}
            verdict={verdict}
            certificate={certificate}
            sameDrive={sameDrive}
            looks={looks}
          />
          <CheckLine check="clearance" subject={driveKey(drive)} />
          <CheckLine check="restore" subject={driveKey(drive)} />
        </div>
      </div>
      <div className={css.banners}>
        <How ended={looks.ended} />
        <Restored report={proof.restored} />
      </div>
      <DriveFacts drive={drive} proof={proof} />
      {fresh && <DriveExceptions drive={drive} view={fresh} />}
      {drive.job !== null && proof.ofJob && (
        <DriveFiles id={drive.job} drive={drive} certificate={proof.ofJob} beside={fresh !== undefined} />
      )}
      {drive.job !== null && proof.ofJob && proof.ofJob.source > 0 && (
        <DriveAsItWas
          id={drive.job}
          name={drive.name}
          source={proof.ofJob.source}
          files={proof.ofJob.files}
          scannedMs={proof.ofJob.scanned_ms}
        />
      )}
    </article>
  );
}
