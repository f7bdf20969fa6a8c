/** A line for each drive: what it does, how far it is, how fast. At 960 px the archives share a row. */

import { useViewportSize } from "@mantine/hooks";
import { useTranslation } from "react-i18next";
import { Eject } from "@/components/Eject";
import {
  ArchiveIcon,
  ClockIcon,
  DriveIcon,
  FullIcon,
  type Icon,
  OkIcon,
  PauseIcon,
  ReadIcon,
  RefreshIcon,
  UnpluggedIcon,
  WriteIcon,
} from "@/components/icons";
import { Progress } from "@/components/Progress";
import stacked from "@/components/Stacked.module.css";
import type { DriveLine, DriveWork, JobSnapshot, JobView, SourceView } from "@/ipc";
import { percent, rate, sharedUnit, withUnit } from "@/lib/format";
import css from "./drives.module.css";
import runCss from "./run.module.css";

/** What a line says: what the drive does, or that it rests with the job. */
type Told = Omit<DriveLine, "work"> & { work: DriveWork | "paused" };

const SIGNS: Record<
  Told["work"],
  { icon: Icon; tone: "busy" | "ok" | "warn" | "muted"; bar: "accent" | "ok" | "warn" }
> = {
  paused: { icon: PauseIcon, tone: "muted", bar: "accent" },
  waiting: { icon: ClockIcon, tone: "muted", bar: "accent" },
  looking: { icon: ReadIcon, tone: "busy", bar: "accent" },
  reading: { icon: ReadIcon, tone: "busy", bar: "accent" },
  writing: { icon: WriteIcon, tone: "busy", bar: "accent" },
  reading_back: { icon: RefreshIcon, tone: "busy", bar: "accent" },
  all_read: { icon: OkIcon, tone: "muted", bar: "ok" },
  finished: { icon: OkIcon, tone: "ok", bar: "ok" },
  missing: { icon: UnpluggedIcon, tone: "warn", bar: "warn" },
  full: { icon: FullIcon, tone: "warn", bar: "warn" },
};

const STAYS: Told["work"][] = ["all_read", "finished", "missing", "full"];

/** While a job stands still nothing is read or written, whatever a drive did last: somebody paused it, or it waits. */
function atRest(line: DriveLine, paused: JobSnapshot["paused"]): Told {
  if (STAYS.includes(line.work)) return { ...line, rate: 0 };
  return { ...line, rate: 0, work: paused === "user" ? "paused" : "waiting" };
}

function Work({ line }: { line: Told }) {
  const { t } = useTranslation("run");
  const { icon: Sign, tone } = SIGNS[line.work];
  return (
    <span className={runCss[tone]}>
      <Sign size={16} />
      {line.work === "finished"
        ? t(line.destination ? "work.archiveDone" : "work.unplug")
        : t(`work.${line.work}`)}
    </span>
  );
}

function SourceLine({ line, source }: { line: Told; source: SourceView | undefined }) {
  const { t } = useTranslation(["run", "common"]);
  const by =
    line.bytes_total > 0
      ? ([line.bytes_done, line.bytes_total] as const)
      : ([line.files_done, line.files_total] as const);
  const left = line.files_total - line.files_done;
  const share = line.work === "finished" || line.work === "all_read" ? 100 : percent(by[0], by[1]);
  return (
    <tr>
      <th scope="row">
        <span className={css.driveName}>
          <DriveIcon size={17} />
          <span>{line.name}</span>
        </span>
      </th>
      <td>
        <Work line={line} />
      </td>
      <td>
        <Progress
          label={t("driveProgress", { name: line.name })}
          part={share}
          all={100}
          height={6}
          tone={SIGNS[line.work].bar}
        />
      </td>
      <td className={css.right}>{t("common:percent", { value: share })}</td>
      {line.work === "finished" && source ? (
        <td className={css.right} colSpan={2}>
          <Eject small volume={source.volume} path={source.path} name={line.name} />
        </td>
      ) : (
        <>
          <td className={css.rightMuted}>{left > 0 && t("toGo", { count: left })}</td>
          <td className={css.right}>{line.rate > 0 && rate(line.rate)}</td>
        </>
      )}
    </tr>
  );
}

function ArchiveLine({
  name,
  line,
  free,
  least,
}: {
  name: string;
  line: Told;
  free: number;
  least: boolean;
}) {
  const { t } = useTranslation("run");
  return (
    <tr>
      <th scope="row">
        <span className={css.driveName}>
          <ArchiveIcon size={17} />
          <span>{name}</span>
        </span>
      </th>
      <td>
        <Work line={line} />
      </td>
      <td />
      <td className={css.rightMuted} colSpan={2}>
        {free > 0 && t(least ? "freeLeast" : "free", { size: withUnit(free, sharedUnit(free)) })}
      </td>
      <td className={css.right}>{line.rate > 0 && rate(line.rate)}</td>
    </tr>
  );
}

function Archives({ lines, wide }: { lines: Told[]; wide: boolean }) {
  const [first] = lines;
  if (!first) return null;
  const together = !wide && lines.length > 1 && lines.every((line) => line.work === first.work);
  if (together) {
    const least = Math.min(...lines.map((line) => line.free));
    return <ArchiveLine name={lines.map((line) => line.name).join(", ")} line={first} free={least} least />;
  }
  return lines.map((line) => (
    <ArchiveLine key={line.root} name={line.name} line={line} free={line.free} least={false} />
  ));
}

interface DriveLinesProps {
  view: JobView;
  snapshot: JobSnapshot;
  wide: boolean;
}

export function DriveLines({ view, snapshot, wide }: DriveLinesProps) {
  const { t } = useTranslation("run");
  const rests = snapshot.state === "paused";
  const lines: Told[] = rests
    ? snapshot.drives.map((line) => atRest(line, snapshot.paused))
    : snapshot.drives;
  // WebKit keeps the widths that the words had before everything was drawn larger, and cuts them; a table made anew is right.
  const { width } = useViewportSize();
  return (
    <table className={`${css.drives} ${stacked.stacked}`} data-testid="drive-lines" key={width}>
      <colgroup>
        {["name", "work", "bar", "percent", "left", "rate"].map((name) => (
          <col key={name} className={css[name]} />
        ))}
      </colgroup>
      <thead className={wide ? undefined : "unseen"}>
        <tr>
          <th scope="col">{t("drive")}</th>
          <th scope="col">{t("state")}</th>
          <th scope="col">
            <span className="unseen">{t("progress")}</span>
          </th>
          <th scope="col">
            <span className="unseen">{t("percentHead")}</span>
          </th>
          <th scope="col">
            <span className="unseen">{t("toGoHead")}</span>
          </th>
          <th scope="col" className={css.right}>
            {t("speed")}
          </th>
        </tr>
      </thead>
      <tbody>
        {lines
          .filter((line) => !line.destination)
          .map((line) => (
            <SourceLine
              key={line.root}
              line={line}
              source={view.sources.find((source) => source.id === line.root)}
            />
          ))}
        <Archives lines={lines.filter((line) => line.destination)} wide={wide} />
      </tbody>
    </table>
  );
}
