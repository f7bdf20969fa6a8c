/** What one can do about a drive's answer: copy what is missing, look again, rebuild it. Never wipe it. */
import { Menu } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Button, LinkButton } from "@/components/Button";
import { Eject } from "@/components/Eject";
import { DownIcon, PlugIcon, RefreshIcon } from "@/components/icons";
import { driveKey } from "@/features/home/driveRows";
import { add, asFolder, beginNew } from "@/features/wizard/draft";
import { call, type DriveVerdict, type KnownDrive, type SafeToWipe } from "@/ipc";
import { useChecks } from "@/lib/checkStore";
import type { DriveRow } from "@/lib/jobNow";
import { isUnfinished, jobScreen } from "@/lib/jobScreen";
import { keys } from "@/lib/query";
import { complain } from "@/lib/toast";
import type { useLooks } from "./clearance";
import css from "./drives.module.css";

interface DriveActsProps {
  drive: DriveRow;
  verdict: SafeToWipe;
  certificate: DriveVerdict | undefined;
  /** All that stands in the way is that the copies lie on this very drive. */
  sameDrive: boolean;
  looks: ReturnType<typeof useLooks>;
}

function useBring(drive: KnownDrive) {
  const navigate = useNavigate();
  const mounted = useQuery({ queryKey: keys.mounted, queryFn: () => call("drives_list") });
  const here = mounted.data?.find((each) => each.volume === drive.volume);
  if (!here) return null;
  return async () => {
    await beginNew();
    add("sources", [
      drive.path && drive.mount_point
        ? { ...asFolder(here), path: drive.mount_point, name: drive.name }
        : asFolder(here),
    ]);
    void navigate({ to: "/new", search: { step: "drives" } });
  };
}

function More({ drive, looks, busy }: { drive: KnownDrive; looks: DriveActsProps["looks"]; busy: boolean }) {
  const { t } = useTranslation(["drives", "common"]);
  const navigate = useNavigate();
  const job = drive.job;
  if (job === null) return null;
  return (
    <Menu position="bottom-start" width={260} transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <Button after={<DownIcon size={15} />} data-testid="drive-more">
          {t("common:more")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => void navigate({ to: "/job/$id/results", params: { id: job } })}>
          {t("act.job")}
        </Menu.Item>
        <Menu.Item disabled={busy} onClick={() => void looks.rebuild()} data-testid="drive-rebuild">
          {t("act.rebuild")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

/** The way on where the drive's own job has it: a new job would only begin again what that one has half done. */
function useOwnJob(drive: DriveRow, certificate: DriveVerdict | undefined) {
  const { t } = useTranslation("drives");
  const jobs = useQuery({ queryKey: keys.jobs, queryFn: () => call("jobs_list") });
  const job = jobs.data?.find((each) => each.id === drive.job);
  if (drive.now)
    return { to: "/job/$id/live" as const, params: { id: drive.now.job }, label: t("act.watch") };
  // A look that was just taken is about the drive as it is now; of that the job knows nothing.
  if (!job || job.trouble || !certificate || certificate.source === 0) return null;
  if (isUnfinished(job.state)) return { ...jobScreen(job), label: t("act.goOn") };
  if (certificate.failed === 0 || certificate.to_do > 0) return null;
  return { ...jobScreen(job), label: t("act.retry", { count: certificate.failed }) };
}

export function DriveActs({ drive, verdict, certificate, sameDrive, looks }: DriveActsProps) {
  const { t } = useTranslation("drives");
  const bring = useBring(drive);
  const busy = useChecks((state) => state.running.clearance !== undefined);
  const rebuilding = useChecks((state) => state.running.restore !== undefined);
  const toCopy = certificate?.to_do ?? 0;
  const wants = verdict === "not_yet" || verdict === "never_scanned";
  const own = useOwnJob(drive, certificate);
  const goesOn = own !== null && (drive.now !== undefined || (wants && !sameDrive));
  return (
    <p className={css.acts}>
      {goesOn && (
        <LinkButton kind="primary" to={own.to} params={own.params} data-testid="drive-job">
          {own.label}
        </LinkButton>
      )}
      {bring && wants && !goesOn && (
        <Button kind="primary" onClick={() => void bring().catch(complain)} data-testid="drive-bring">
          {sameDrive
            ? t("act.elsewhere")
            : verdict === "not_yet" && toCopy > 0
              ? t("act.copy", { count: toCopy })
              : t("act.bring")}
        </Button>
      )}
      {drive.connected && verdict !== "never_scanned" && (
        <>
          <Button
            kind={wants ? "plain" : verdict === "check_first" ? "primary" : "plain"}
            icon={<RefreshIcon size={16} />}
            disabled={busy}
            title={t("act.rescanHint")}
            onClick={() => void looks.look(false)}
            data-testid="drive-rescan"
          >
            {t("act.rescan")}
          </Button>
          <Button
            disabled={busy}
            title={t("act.rereadHint")}
            onClick={() => void looks.look(true)}
            data-testid="drive-reread"
          >
            {t("act.reread")}
          </Button>
        </>
      )}
      {drive.connected && <Eject volume={drive.volume} path={drive.mount_point} name={drive.name} />}
      <More key={driveKey(drive)} drive={drive} looks={looks} busy={rebuilding} />
      {!drive.connected && (
        <span className={css.away}>
          <PlugIcon size={16} /> {t("act.plugIn")}
        </span>
      )}
    </p>
  );
}
