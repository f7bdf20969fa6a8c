/** The drives that are plugged in and not part of the job yet, each with a button that takes it in. */
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { ArchiveIcon, DriveIcon, PlusIcon, TickIcon } from "@/components/icons";
import type { DriveView } from "@/ipc";
import { useDriveWords } from "@/lib/driveWords";
import { fileSystemName } from "@/lib/fileSystem";
import { capacity, size } from "@/lib/format";
import { useTellApart } from "@/lib/tellApart";
import { add, asFolder, useDraft } from "./draft";
import { useScanned } from "./scanned";
import { conflict } from "./space";
import css from "./wizard.module.css";

/** How much of the drive is in the job already: all of it, under another name too, or a folder. */
function useAdded(drive: DriveView, mounted: DriveView[]): "all" | "otherName" | "part" | null {
  const config = useDraft((draft) => draft.config);
  const folders = useDraft((draft) => draft.folders);
  if (config.sources.includes(drive.mount_point)) return "all";
  const known = config.sources.find((path) => folders[path]?.volume === drive.volume);
  if (known === undefined) return null;
  return mounted.some((other) => other.mount_point === known) ? "otherName" : "part";
}

/** As it reads in the midst of a sentence; months and nouns in it keep their capitals. */
function lowered(words: string): string {
  return words.charAt(0).toLowerCase() + words.slice(1);
}

interface ConnectedProps {
  drive: DriveView;
  mounted: DriveView[];
  /** Which of several of its name it is. */
  apart: string;
}

function Connected({ drive, mounted, apart }: ConnectedProps) {
  const { t } = useTranslation(["wizard", "common"]);
  const { driveName, kindOf } = useDriveWords();
  const scanned = useScanned();
  const config = useDraft((draft) => draft.config);
  const added = useAdded(drive, mounted);
  const name = driveName(drive.name);
  const facts = [
    t("drives.freeOf", { free: size(drive.free), all: capacity(drive.capacity) }),
    fileSystemName(drive.file_system, drive.volume),
    kindOf(drive),
    apart,
  ]
    .filter(Boolean)
    .join(", ");
  const blocked = drive.archive || conflict(drive.mount_point, config) === "destination";
  return (
    <li className={css.connected} data-testid="connected-drive">
      {drive.archive ? <ArchiveIcon size={17} /> : <DriveIcon size={17} />}
      <span className={css.strong} title={name}>
        {name}
      </span>
      <span className={css.small}>
        {blocked ? t("drives.isArchive", { facts }) : `${facts}, ${lowered(scanned(drive.last_scan_ms))}`}
      </span>
      {added && (
        <span className={css.already}>
          <TickIcon size={15} /> {t(`drives.added_${added}`)}
        </span>
      )}
      {!added && blocked && <span className={css.already}>{t("drives.archive")}</span>}
      {!added && !blocked && (
        <Button
          small
          icon={<PlusIcon size={15} />}
          aria-label={t("drives.addNamed", { name })}
          onClick={() => add("sources", [{ ...asFolder(drive), name }])}
        >
          {t("drives.add")}
        </Button>
      )}
    </li>
  );
}

export function ConnectedDrives({ mounted }: { mounted: DriveView[] }) {
  const { t } = useTranslation("wizard");
  const sources = useDraft((draft) => draft.config.sources);
  const others = mounted.filter((drive) => !sources.includes(drive.mount_point));
  const apart = useTellApart(mounted);
  if (others.length === 0) return null;
  return (
    <section className={css.also}>
      <h2>{t(sources.length > 0 ? "drives.also" : "drives.connected")}</h2>
      <ul>
        {others.map((drive) => (
          <Connected
            key={`${drive.volume} ${drive.mount_point}`}
            drive={drive}
            mounted={mounted}
            apart={apart(drive)}
          />
        ))}
      </ul>
    </section>
  );
}
