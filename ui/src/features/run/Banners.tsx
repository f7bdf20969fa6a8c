/** What needs somebody, said once and first: a drive that went away, an archive that is full, a file that stalls. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Banner } from "@/components/Banner";
import { Button } from "@/components/Button";
import { AlertIcon, PlugIcon, StalledIcon, UnpluggedIcon } from "@/components/icons";
import { call, type DriveLine, type JobView } from "@/ipc";
import { count, duration, sharedUnit, time, withUnit } from "@/lib/format";
import { lastPart } from "@/lib/paths";
import { keys } from "@/lib/query";
import type { Run } from "@/lib/runStore";
import { inOneLine, sentence } from "@/lib/words";
import { FinishWithout } from "./FinishWithout";
import { Full } from "./Full";
import css from "./run.module.css";
import { GoOn, InHand, othersCarryOn, Without } from "./wayOn";

/** Whether the drive is plugged in again, as the shell sees it. */
function useBack(view: JobView, line: DriveLine): boolean {
  const mounted = useQuery({ queryKey: keys.mounted, queryFn: () => call("drives_list") });
  const places = line.destination ? view.destinations : view.sources;
  const volume = places.find((place) => place.id === line.root)?.volume;
  return mounted.data?.some((drive) => drive.volume === volume) ?? false;
}

/** The one emphasis of a sentence, filled with a name. A name is put in as it is: none is read as markup. */
function Named({ sentence, name }: { sentence: string; name: string }) {
  const [before, after] = sentence.split("<i></i>");
  return (
    <>
      {before}
      <i>{name}</i>
      {after}
    </>
  );
}

function Missing({ view, line, run }: { view: JobView; line: DriveLine; run: Run }) {
  const { t } = useTranslation("run");
  const files = line.files_total - line.files_done;
  const bytes = line.bytes_total - line.bytes_done;
  const gone = run.marks.findLast((mark) => mark.drive === line.name && mark.what === "missing");
  const back = useBack(view, line);
  return (
    <Banner
      tone="warn"
      icon={back ? <PlugIcon size={18} /> : <UnpluggedIcon size={18} />}
      title={<Named sentence={t(back ? "banner.back" : "banner.missing", { name: "" })} name={line.name} />}
      testid="banner-missing"
      actions={
        <>
          {line.destination ? (
            <Without view={view} line={line} />
          ) : (
            <FinishWithout id={view.id} source={line.root} name={line.name} files={files} />
          )}
          {back && <GoOn id={view.id} run={run} label={t("banner.isBack")} />}
        </>
      }
    >
      <InHand run={run} />
      {gone && `${t("banner.wentAt", { time: time(gone.at) })} `}
      {line.destination
        ? t("banner.archiveWaits")
        : t("banner.waits", { count: files, size: withUnit(bytes, sharedUnit(bytes)) })}{" "}
      {t(othersCarryOn(run, line) ? "banner.others" : "banner.later")}
    </Banner>
  );
}

function Stalled({ run }: { run: Run }) {
  const { t } = useTranslation("run");
  const seconds = run.snapshot?.stalled_s;
  const file = run.snapshot?.current[0];
  if (seconds == null || run.snapshot?.state !== "running") return null;
  return (
    <Banner
      tone="warn"
      icon={<StalledIcon size={18} />}
      title={
        file
          ? t("banner.stalled", { time: duration(seconds), file: lastPart(file.path) })
          : t("banner.stalledAll", { time: duration(seconds) })
      }
      testid="banner-stalled"
    >
      {file ? t("banner.stalledLine", { drive: file.drive }) : t("banner.stalledAllLine")}
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
      title={sentence(last.message)}
      actions={
        <Button small onClick={() => setClosed(last)}>
          {t("banner.seen")}
        </Button>
      }
    >
      {[inOneLine(last.hint), last.path].filter(Boolean).join(" ")}
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
          <Missing key={`${line.destination} ${line.root}`} view={view} line={line} run={run} />
        ) : (
          line.work === "full" && (
            <Full key={`${line.destination} ${line.root}`} view={view} line={line} run={run} />
          )
        ),
      )}
      <Stalled run={run} />
      <Attention run={run} />
    </div>
  );
}
