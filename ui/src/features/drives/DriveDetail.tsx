/** The answer for one drive, the facts it rests on, and the files that stand in the way. */
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Button, LinkButton } from "@/components/Button";
import { VerdictIcon } from "@/components/Chip";
import {
  CheckFirstIcon,
  ClockIcon,
  DriveIcon,
  InfoIcon,
  OkIcon,
  PlugIcon,
  RefreshIcon,
} from "@/components/icons";
import { Heading } from "@/components/Page";
import { add, asFolder, editNew } from "@/features/wizard/draft";
import { call, type DriveVerdict, type KnownDrive } from "@/ipc";
import { fileSystemName } from "@/lib/fileSystem";
import { capacity, count, fullTime } from "@/lib/format";
import { keys } from "@/lib/query";
import { DriveFiles } from "./DriveFiles";
import { DriveName } from "./DriveName";
import css from "./drives.module.css";

/** The certificate from the job in which the drive came in last. */
function useCertificate(drive: KnownDrive): DriveVerdict | undefined {
  const job = drive.job;
  const results = useQuery({
    queryKey: keys.results(job ?? ""),
    queryFn: () => call("job_results", { id: job ?? "" }),
    enabled: job !== null,
  });
  const own = results.data?.job.sources.filter((each) => each.volume === drive.volume) ?? [];
  const source = own.find((each) => each.name === drive.name) ?? (own.length === 1 ? own[0] : undefined);
  return results.data?.certificates.find((each) => each.source === source?.id);
}

function Facts({ drive, certificate }: { drive: KnownDrive; certificate: DriveVerdict | undefined }) {
  const { t } = useTranslation("drives");
  const ok = <OkIcon size={17} className={css.ok} />;
  return (
    <ul className={css.facts}>
      {certificate && (
        <li>
          {certificate.in_archive === certificate.files ? ok : <InfoIcon size={17} />}
          {t("fact.inArchive", {
            count: certificate.files,
            done: count(certificate.in_archive),
            shown: count(certificate.files),
          })}
        </li>
      )}
      {certificate && certificate.verified_ms !== null && (
        <li>
          {certificate.read_back === certificate.in_archive ? (
            ok
          ) : (
            <CheckFirstIcon size={17} className={css.warn} />
          )}
          {certificate.read_back === certificate.in_archive
            ? t("fact.readBack", { when: fullTime(certificate.verified_ms) })
            : t("fact.notReadBack", { count: certificate.in_archive - certificate.read_back })}
        </li>
      )}
      {drive.last_scan_ms !== null && (
        <li>
          <ClockIcon size={17} /> {t("fact.scanned", { when: fullTime(drive.last_scan_ms) })}
        </li>
      )}
      <li>
        <InfoIcon size={17} /> {drive.weak ? t("fact.weak") : t("fact.strong")}
      </li>
      {certificate?.exceptions.map((sentence) => (
        <li key={sentence}>
          <CheckFirstIcon size={17} className={css.warn} /> {sentence}
        </li>
      ))}
    </ul>
  );
}

function Acts({ drive }: { drive: KnownDrive }) {
  const { t } = useTranslation("drives");
  const navigate = useNavigate();
  const mounted = useQuery({ queryKey: keys.mounted, queryFn: () => call("drives_list") });
  const here = mounted.data?.find((each) => each.volume === drive.volume);
  const bring = () => {
    if (!here) return;
    editNew();
    add("sources", [asFolder(here)]);
    void navigate({ to: "/new", search: { step: "drives" } });
  };
  return (
    <p className={css.acts}>
      {drive.job !== null && (
        <LinkButton to="/job/$id/results" params={{ id: drive.job }} kind="plain">
          {t("act.job")}
        </LinkButton>
      )}
      {here && (
        <Button
          kind={drive.verdict === "safe" ? "quiet" : "primary"}
          icon={<RefreshIcon size={16} />}
          onClick={bring}
        >
          {drive.verdict === "never_scanned" ? t("act.bring") : t("act.again")}
        </Button>
      )}
      {!drive.connected && (
        <span className={css.away}>
          <PlugIcon size={16} /> {t("act.plugIn")}
        </span>
      )}
    </p>
  );
}

export function DriveDetail({ drive, alone }: { drive: KnownDrive; alone?: boolean }) {
  const { t } = useTranslation(["drives", "common"]);
  const certificate = useCertificate(drive);
  const facts = [
    drive.capacity > 0 && capacity(drive.capacity),
    drive.file_system && fileSystemName(drive.file_system),
    drive.connected ? t("common:connected") : t("notConnected"),
  ].filter(Boolean);
  const word = t(`common:verdict.${drive.verdict}`);
  const answer = drive.why ? t("answer", { verdict: word, why: drive.why }) : word;
  return (
    <article aria-label={drive.name} data-testid="drive-detail">
      <div className={css.which}>
        <DriveIcon size={17} />
        <DriveName drive={drive} />
        <span className="muted">{facts.join(", ")}</span>
      </div>
      <div className={css.answer}>
        <VerdictIcon verdict={drive.verdict} size={36} />
        <div>
          {alone ? (
            <Heading className={css.verdict}>{answer}</Heading>
          ) : (
            <h2 className={css.verdict}>{answer}</h2>
          )}
          <p className="muted">{t(`explain.${drive.verdict}`)}</p>
          <Acts drive={drive} />
        </div>
      </div>
      <Facts drive={drive} certificate={certificate} />
      {drive.job !== null && certificate && <DriveFiles id={drive.job} certificate={certificate} />}
    </article>
  );
}
