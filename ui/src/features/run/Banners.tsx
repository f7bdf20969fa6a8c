/** What needs somebody, said once and first: a drive that went away, an archive that is full, a file that stalls. */
import { useState } from "react";
import { Trans, useTranslation } from "react-i18next";
import { Banner } from "@/components/Banner";
import { Button } from "@/components/Button";
import { AlertIcon, FullIcon, StalledIcon, UnpluggedIcon } from "@/components/icons";
import { call, type DriveLine, type JobView } from "@/ipc";
import { count, duration, sharedUnit, time, withUnit } from "@/lib/format";
import { lastPart } from "@/lib/paths";
import type { Run } from "@/lib/runStore";
import { freshTally } from "@/lib/terms";
import { complain } from "@/lib/toast";
import css from "./run.module.css";

function GoOn({ id, label, testid }: { id: string; label: string; testid: string }) {
  const [busy, setBusy] = useState(false);
  return (
    <Button
      small
      kind="plain"
      disabled={busy}
      data-testid={testid}
      onClick={() => {
        setBusy(true);
        call("run_go_on", { id })
          .catch(complain)
          .finally(() => setBusy(false));
      }}
    >
      {label}
    </Button>
  );
}

function Missing({ id, line, run }: { id: string; line: DriveLine; run: Run }) {
  const { t } = useTranslation("run");
  const files = line.files_total - line.files_done;
  const bytes = line.bytes_total - line.bytes_done;
  const gone = run.marks.findLast((mark) => mark.drive === line.name && mark.what === "missing");
  const paused = run.snapshot?.paused === "drive_missing";
  return (
    <Banner
      tone="warn"
      icon={<UnpluggedIcon size={18} />}
      title={<Trans t={t} i18nKey="banner.missing" values={{ name: line.name }} components={{ i: <i /> }} />}
      testid="banner-missing"
      actions={paused ? <GoOn id={id} label={t("banner.isBack")} testid="banner-go-on" /> : undefined}
    >
      {gone && `${t("banner.wentAt", { time: time(gone.at) })} `}
      {line.destination
        ? t("banner.archiveWaits")
        : t("banner.waits", { count: files, size: withUnit(bytes, sharedUnit(bytes)) })}{" "}
      {paused ? t("banner.pausedTill") : t("banner.others")}
    </Banner>
  );
}

function Full({ id, line, run }: { id: string; line: DriveLine; run: Run }) {
  const { t } = useTranslation("run");
  const left = run.snapshot ? freshTally(run.snapshot.equation) : { files: 0, bytes: 0 };
  const paused = run.snapshot?.paused === "full";
  return (
    <Banner
      tone="warn"
      icon={<FullIcon size={18} />}
      title={t("banner.full", { name: line.name })}
      testid="banner-full"
      actions={paused ? <GoOn id={id} label={t("banner.goOn")} testid="banner-go-on" /> : undefined}
    >
      {paused ? t("banner.fullPaused") : t("banner.fullOthers")}{" "}
      {t("banner.left", { count: left.files, size: withUnit(left.bytes, sharedUnit(left.bytes)) })}
    </Banner>
  );
}

function Stalled({ run }: { run: Run }) {
  const { t } = useTranslation("run");
  const seconds = run.snapshot?.stalled_s;
  const file = run.snapshot?.current[0];
  if (seconds == null || run.snapshot?.state !== "running" || !file) return null;
  return (
    <Banner
      tone="warn"
      icon={<StalledIcon size={18} />}
      title={t("banner.stalled", { time: duration(seconds), file: lastPart(file.path) })}
      testid="banner-stalled"
    >
      {t("banner.stalledLine", { drive: file.drive })}
    </Banner>
  );
}

/** The last thing that needed attention and that no line of the drive table shows. */
function Attention({ run }: { run: Run }) {
  const { t } = useTranslation("run");
  const shown = run.snapshot?.drives.some((line) => line.work === "missing" || line.work === "full");
  const last = run.attention[run.attention.length - 1];
  const [closed, setClosed] = useState<unknown>(null);
  if (!last || shown || closed === last) return null;
  return (
    <Banner
      tone="warn"
      icon={<AlertIcon size={18} />}
      title={last.message}
      actions={
        <Button small onClick={() => setClosed(last)}>
          {t("banner.seen")}
        </Button>
      }
    >
      {[last.hint, last.path].filter(Boolean).join(" ")}
      {run.attention.length > 1 &&
        ` ${t("banner.more", { count: run.attention.length - 1, shown: count(run.attention.length - 1) })}`}
    </Banner>
  );
}

export function Banners({ view, run }: { view: JobView; run: Run }) {
  const lines = run.snapshot?.drives ?? [];
  return (
    <div className={css.banners}>
      {lines.map((line) =>
        line.work === "missing" ? (
          <Missing key={`${line.destination} ${line.root}`} id={view.id} line={line} run={run} />
        ) : (
          line.work === "full" && (
            <Full key={`${line.destination} ${line.root}`} id={view.id} line={line} run={run} />
          )
        ),
      )}
      <Stalled run={run} />
      <Attention run={run} />
    </div>
  );
}
