/** One drive or folder that comes in: what it is, how full, last looked at when, and how its count goes. */
import { useTranslation } from "react-i18next";
import { IconButton } from "@/components/Button";
import { AlertIcon, CloseIcon, DriveIcon, InfoIcon, OkIcon, ReadIcon } from "@/components/icons";
import { PathText } from "@/components/PathText";
import { Progress } from "@/components/Progress";
import type { DriveView, FolderView } from "@/ipc";
import { useDriveWords } from "@/lib/driveWords";
import { fileSystemName } from "@/lib/fileSystem";
import { capacity, size } from "@/lib/format";
import { useCounts } from "./counts";
import { type DraftFolder, remove, useDraft } from "./draft";
import drivesStepCss from "./drivesStep.module.css";
import { overlapOf } from "./overlap";
import { useScanned } from "./scanned";
import css from "./wizard.module.css";

function Counted({ path }: { path: string }) {
  const { t } = useTranslation("wizard");
  const count = useCounts((state) => state.counts[path]);
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

/** What speaks against this folder, or has to be known of it. */
function Remark({ folder, wholes }: { folder: FolderView; wholes: ReadonlySet<string> }) {
  const { t } = useTranslation("wizard");
  const config = useDraft((draft) => draft.config);
  const folders = useDraft((draft) => draft.folders);
  const overlap = overlapOf(folder, config, folders, wholes);
  if (!overlap) return null;
  return (
    <span className={overlap.kind === "inArchive" ? css.noted : css.warn} data-testid="source-remark">
      {overlap.kind === "inArchive" ? <InfoIcon size={15} /> : <AlertIcon size={15} />}{" "}
      {t(`drives.overlap_${overlap.kind}`, { name: overlap.name })}
    </span>
  );
}

function SourceState({ folder, wholes }: { folder: DraftFolder; wholes: ReadonlySet<string> }) {
  const { t } = useTranslation("wizard");
  if (!folder.readable) {
    return (
      <span className={folder.away ? css.warn : css.bad} data-testid="source-remark">
        <AlertIcon size={15} /> {t(folder.away ? "drives.away" : "drives.unreadable")}
      </span>
    );
  }
  return (
    <>
      <Counted path={folder.path} />
      <Remark folder={folder} wholes={wholes} />
    </>
  );
}

function Fill({ folder, drive }: { folder: FolderView; drive: DriveView | undefined }) {
  const { t } = useTranslation(["wizard", "common"]);
  const { driveName } = useDriveWords();
  if (drive && drive.mount_point !== folder.path) {
    return <span className={css.small}>{t("drives.onDrive", { name: driveName(drive.name) })}</span>;
  }
  if (folder.capacity === 0) return null;
  return (
    <>
      <Progress
        label={t("drives.used", { name: folder.name })}
        part={folder.capacity - folder.free}
        all={folder.capacity}
        height={6}
        tone="grey"
      />
      <span className={css.small}>
        {t("drives.freeOf", { free: size(folder.free), all: capacity(folder.capacity) })}
      </span>
    </>
  );
}

export function SourceRow({ folder, mounted }: { folder: DraftFolder; mounted: DriveView[] }) {
  const { t } = useTranslation(["wizard", "common"]);
  const { driveName, kindOf } = useDriveWords();
  const scanned = useScanned();
  const drive =
    mounted.find((each) => each.mount_point === folder.path) ??
    mounted.find((each) => each.volume === folder.volume);
  const wholes = new Set(mounted.map((each) => each.mount_point));
  const whole = drive?.mount_point === folder.path;
  const name = driveName(folder.name);
  const facts = [
    folder.fileSystem && fileSystemName(folder.fileSystem, folder.volume),
    whole && kindOf(drive),
  ];
  return (
    <li className={drivesStepCss.source} data-testid="source-row">
      <DriveIcon size={20} className={drivesStepCss.sourceIcon} />
      <div className={css.two}>
        <span className={css.strong} title={name}>
          {name}
        </span>
        <span className={css.small}>{facts.filter(Boolean).join(", ")}</span>
        <span className={css.factPath}>
          <PathText path={folder.path} quiet />
        </span>
      </div>
      <div className={drivesStepCss.fill}>
        <Fill folder={folder} drive={drive} />
      </div>
      <span className={css.small}>{scanned(folder.lastScanMs)}</span>
      <span className={drivesStepCss.state}>
        <SourceState folder={folder} wholes={wholes} />
      </span>
      <IconButton label={t("drives.remove", { name })} onClick={() => remove("sources", folder.path)}>
        <CloseIcon size={17} />
      </IconButton>
    </li>
  );
}
