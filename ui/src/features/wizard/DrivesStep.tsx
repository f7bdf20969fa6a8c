/** Step 1: which drives come in. The whole window takes the drop; the button does the same. */
import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { Button, IconButton } from "@/components/Button";
import {
  AlertIcon,
  ArchiveIcon,
  CloseIcon,
  DriveIcon,
  OkIcon,
  OpenFolderIcon,
  PlusIcon,
  ReadIcon,
  TickIcon,
} from "@/components/icons";
import { Heading } from "@/components/Page";
import { PathText } from "@/components/PathText";
import { Progress } from "@/components/Progress";
import { call, type DriveView, type FolderView } from "@/ipc";
import { useDrop, useTakeDrop } from "@/lib/dropStore";
import { fileSystemName } from "@/lib/fileSystem";
import { capacity, count, day, sharedUnit, size, withUnit } from "@/lib/format";
import { lastPart } from "@/lib/paths";
import { keys } from "@/lib/query";
import { complain } from "@/lib/toast";
import { useBringIn, useOnlyFolders } from "./bringIn";
import { useConfigFile } from "./configFile";
import { sumOf, useCounting, useCounts } from "./counts";
import { add, asFolder, remove, useDraft } from "./draft";
import drivesStepCss from "./drivesStep.module.css";
import { conflict, foldersOf } from "./space";
import css from "./wizard.module.css";

function useScanned() {
  const { t } = useTranslation(["wizard", "common"]);
  return (ms: number | null) =>
    ms === null ? t("drives.neverScanned") : t("drives.scanned", { day: day(ms, t("common:today")) });
}

function SourceState({ folder }: { folder: FolderView }) {
  const { t } = useTranslation("wizard");
  const count = useCounts((state) => state.counts[folder.path]);
  if (!folder.readable) {
    return (
      <span className={css.bad}>
        <AlertIcon size={15} /> {t("drives.unreadable")}
      </span>
    );
  }
  if (folder.overlap) {
    return (
      <span className={css.warn}>
        <AlertIcon size={15} /> {t("drives.overlap", { path: folder.overlap })}
      </span>
    );
  }
  if (!count) {
    return (
      <span className={css.ok}>
        <OkIcon size={15} /> {t("drives.ready")}
      </span>
    );
  }
  return (
    <>
      <span className={css.strong}>
        {t(count.complete ? "drives.files" : "drives.filesSoFar", { count: count.files })}
      </span>
      {count.complete ? (
        <span className={css.ok}>
          <OkIcon size={15} /> {t("drives.counted", { size: size(count.bytes) })}
        </span>
      ) : (
        <span className={css.busy}>
          <ReadIcon size={15} /> {t("drives.counting")}
        </span>
      )}
      {count.unreadable > 0 && (
        <span className={css.warn}>
          <AlertIcon size={15} /> {t("drives.unreadableFolders", { count: count.unreadable })}
        </span>
      )}
    </>
  );
}

function SourceRow({ folder, drive }: { folder: FolderView; drive: DriveView | undefined }) {
  const { t } = useTranslation("wizard");
  const scanned = useScanned();
  const used = folder.capacity - folder.free;
  return (
    <li className={drivesStepCss.source} data-testid="source-row">
      <DriveIcon size={20} className={drivesStepCss.sourceIcon} />
      <div className={css.two}>
        <span className={css.strong}>{folder.name}</span>
        <span className={css.factPath}>
          {folder.fileSystem && <span>{fileSystemName(folder.fileSystem)},</span>}
          <PathText path={folder.path} quiet />
        </span>
      </div>
      <div className={drivesStepCss.fill}>
        {drive && drive.mount_point !== folder.path && (
          <span className={css.small}>{t("drives.onDrive", { name: drive.name })}</span>
        )}
        {folder.capacity > 0 && drive?.mount_point === folder.path && (
          <>
            <Progress
              label={t("drives.used", { name: folder.name })}
              part={used}
              all={folder.capacity}
              height={6}
              tone="grey"
            />
            <span className={css.small}>
              {t("drives.usedOf", { used: size(used), all: capacity(folder.capacity) })}
            </span>
          </>
        )}
      </div>
      <span className={css.small}>{scanned(folder.lastScanMs)}</span>
      <span className={drivesStepCss.state}>
        <SourceState folder={folder} />
      </span>
      <IconButton
        label={t("drives.remove", { name: folder.name })}
        onClick={() => remove("sources", folder.path)}
      >
        <CloseIcon size={17} />
      </IconButton>
    </li>
  );
}

function DropRow({ empty }: { empty: boolean }) {
  const { t } = useTranslation("wizard");
  const over = useDrop((drop) => drop.over);
  const name = over?.length === 1 ? lastPart(over[0] ?? "") : undefined;
  return (
    <div
      className={drivesStepCss.dropRow}
      data-over={over !== null}
      data-empty={empty}
      data-testid="wizard-drop"
    >
      <PlusIcon size={20} />
      <div className={css.two}>
        <span className={drivesStepCss.dropTitle}>
          {over === null ? t("drives.dropHere") : name ? t("drives.letGo", { name }) : t("drives.letGoAll")}
        </span>
        <span className={css.small}>{t("drives.wholeWindow")}</span>
      </div>
    </div>
  );
}

function Connected({ drive }: { drive: DriveView }) {
  const { t } = useTranslation("wizard");
  const scanned = useScanned();
  const config = useDraft((draft) => draft.config);
  const folders = useDraft((draft) => draft.folders);
  const added = config.sources.find(
    (path) => path === drive.mount_point || folders[path]?.volume === drive.volume,
  );
  const role = conflict(drive.mount_point, config);
  const facts = [capacity(drive.capacity), fileSystemName(drive.file_system)].join(", ");
  const blocked = drive.archive || role === "destination";
  return (
    <li className={css.connected}>
      {drive.archive ? <ArchiveIcon size={17} /> : <DriveIcon size={17} />}
      <span className={css.strong}>{drive.name}</span>
      <span className={css.small}>
        {blocked
          ? t("drives.isArchive", { facts })
          : `${facts}, ${scanned(drive.last_scan_ms).toLowerCase()}`}
      </span>
      {added && (
        <span className={css.already}>
          <TickIcon size={15} /> {added === drive.mount_point ? t("drives.added") : t("drives.partAdded")}
        </span>
      )}
      {!added && blocked && <span className={css.already}>{t("drives.archive")}</span>}
      {!added && !blocked && (
        <Button
          small
          icon={<PlusIcon size={15} />}
          aria-label={t("drives.addNamed", { name: drive.name })}
          onClick={() => add("sources", [asFolder(drive)])}
        >
          {t("drives.add")}
        </Button>
      )}
    </li>
  );
}

function Sum({ sources, whole }: { sources: FolderView[]; whole: boolean }) {
  const { t } = useTranslation("wizard");
  const used = new Map(
    sources.map((source) => [source.volume || source.path, source.capacity - source.free]),
  );
  const all = [...used.values()].reduce((a, b) => a + b, 0);
  const counts = useCounts((state) => state.counts);
  const sum = sumOf(
    sources.map((source) => source.path),
    counts,
  );
  const counted = t(sum.complete ? "drives.sumCounted" : "drives.sumSoFar", {
    count: sum.files,
    size: withUnit(sum.bytes, sharedUnit(sum.bytes)),
  });
  return (
    <p className={drivesStepCss.sum}>
      <b>
        {t(whole ? "drives.sumDrives" : "drives.sum", {
          count: sources.length,
          shown: count(sources.length),
        })}
      </b>
      <span className="muted">
        {sum.known > 0
          ? counted
          : whole
            ? t("drives.sumRest", { size: withUnit(all, sharedUnit(all)) })
            : t("drives.sumFolders")}
      </span>
    </p>
  );
}

export function DrivesStep() {
  const { t } = useTranslation(["wizard", "common"]);
  const bringIn = useBringIn();
  const onlyFolders = useOnlyFolders();
  const config = useDraft((draft) => draft.config);
  const folders = useDraft((draft) => draft.folders);
  const over = useDrop((drop) => drop.over);
  const mounted = useQuery({ queryKey: keys.mounted, queryFn: () => call("drives_list") });
  const take = useCallback(
    (paths: string[]) => {
      call("folders_look", { paths }).then((seen) => add("sources", onlyFolders(seen)), complain);
    },
    [onlyFolders],
  );
  useTakeDrop(take);
  const pick = () =>
    call("folders_pick", { title: t("drives.pickTitle"), multiple: true }).then(
      (seen) => add("sources", seen),
      complain,
    );
  const sources = foldersOf(config.sources, folders);
  useCounting(sources.filter((folder) => folder.readable).map((folder) => folder.path));
  const others = (mounted.data ?? []).filter((drive) => !config.sources.includes(drive.mount_point));
  const driveOf = (folder: FolderView) =>
    mounted.data?.find((drive) => drive.mount_point === folder.path) ??
    mounted.data?.find((drive) => drive.volume === folder.volume);
  const whole = sources.every((folder) => mounted.data?.some((drive) => drive.mount_point === folder.path));
  const isNew = useDraft((draft) => draft.jobId === null);
  const file = useConfigFile();
  return (
    <>
      <div className={css.top}>
        <div>
          <Heading>{t("drives.title")}</Heading>
          <p className={css.promise}>
            <ReadIcon size={16} /> {t("drives.promise")}
          </p>
        </div>
        <span className={css.gap} />
        {isNew && (
          <Button title={t("file.loadHint")} onClick={file.load} data-testid="config-load">
            {t("file.load")}
          </Button>
        )}
        <Button
          icon={<OpenFolderIcon size={16} />}
          data-testid="add-folder"
          onClick={() => void (isNew ? bringIn.pick() : pick())}
        >
          {t("common:chooseFolders")}
        </Button>
      </div>
      <div className={drivesStepCss.box} data-over={over !== null}>
        <ul>
          {sources.map((folder) => (
            <SourceRow key={folder.path} folder={folder} drive={driveOf(folder)} />
          ))}
        </ul>
        <DropRow empty={sources.length === 0} />
      </div>
      {sources.length > 0 && <Sum sources={sources} whole={whole} />}
      {others.length > 0 && (
        <section className={css.also}>
          <h2>{t("drives.also")}</h2>
          <ul>
            {others.map((drive) => (
              <Connected key={`${drive.volume} ${drive.mount_point}`} drive={drive} />
            ))}
          </ul>
        </section>
      )}
    </>
  );
}
