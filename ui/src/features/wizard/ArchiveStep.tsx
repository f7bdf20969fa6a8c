/** Step 2: where the archive is, what room it has, and what else counts as archived. */
import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { ArchiveIcon, DriveIcon, OpenFolderIcon, PlusIcon } from "@/components/icons";
import { Heading } from "@/components/Page";
import { call, type DriveView, type FolderView } from "@/ipc";
import { useDriveWords } from "@/lib/driveWords";
import { useDrop, useTakeDrop } from "@/lib/dropStore";
import { fileSystemName } from "@/lib/fileSystem";
import { capacity, sharedUnit, size, withUnit } from "@/lib/format";
import { keys } from "@/lib/query";
import { useTellApart } from "@/lib/tellApart";
import { complain } from "@/lib/toast";
import { ArchiveCard } from "./ArchiveCard";
import archiveStepCss from "./archiveStep.module.css";
import { useOnlyFolders } from "./bringIn";
import { add, asFolder, useDraft } from "./draft";
import { PoolList } from "./PoolList";
import { foldersOf, mostThatComes } from "./space";
import css from "./wizard.module.css";

function EmptyArchive({ onPick }: { onPick: () => void }) {
  const { t } = useTranslation("wizard");
  const over = useDrop((drop) => drop.over);
  return (
    <div className={archiveStepCss.emptyArchive} data-over={over !== null}>
      <p className={css.strong}>{t("archive.emptyTitle")}</p>
      <p className={css.small}>{t("archive.emptyLine")}</p>
      <Button kind="plain" icon={<OpenFolderIcon size={16} />} onClick={onPick} data-testid="add-archive">
        {t("archive.choose")}
      </Button>
    </div>
  );
}

function Suggested({ drives, mounted }: { drives: DriveView[]; mounted: DriveView[] }) {
  const { t } = useTranslation("wizard");
  const apart = useTellApart(mounted);
  const { driveName } = useDriveWords();
  return (
    <section className={css.also}>
      <h2>{t("archive.connected")}</h2>
      <ul>
        {drives.map((drive) => (
          <li key={`${drive.volume} ${drive.mount_point}`} className={css.connected}>
            {drive.archive ? <ArchiveIcon size={17} /> : <DriveIcon size={17} />}
            <span className={css.strong}>{driveName(drive.name)}</span>
            <span className={css.small}>
              {[
                t("archive.freeOf", {
                  free: size(drive.free),
                  all: capacity(drive.capacity),
                  fs: fileSystemName(drive.file_system, drive.volume),
                }),
                apart(drive),
              ]
                .filter(Boolean)
                .join(", ")}
            </span>
            <Button
              small
              aria-label={t("archive.useNamed", { name: driveName(drive.name) })}
              onClick={() => add("destinations", [asFolder(drive)])}
            >
              {t("archive.use")}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Legend({ most }: { most: number | null }) {
  const { t } = useTranslation("wizard");
  return (
    <p className={archiveStepCss.legend}>
      <span>
        <i className={archiveStepCss.spaceUsed} />
        {t("archive.usedNow")}
      </span>
      {most !== null && (
        <span>
          <i className={archiveStepCss.spaceMost} />
          {t("archive.atMost", { most: withUnit(most, sharedUnit(most)) })}
        </span>
      )}
    </p>
  );
}

function usable(drives: DriveView[], taken: FolderView[]): DriveView[] {
  return drives
    .filter((drive) => !drive.read_only && !taken.some((folder) => folder.volume === drive.volume))
    .sort((a, b) => Number(b.archive) - Number(a.archive) || b.free - a.free);
}

export function ArchiveStep() {
  const { t } = useTranslation("wizard");
  const onlyFolders = useOnlyFolders();
  const config = useDraft((draft) => draft.config);
  const folders = useDraft((draft) => draft.folders);
  const mounted = useQuery({ queryKey: keys.mounted, queryFn: () => call("drives_list") });
  const take = useCallback(
    (paths: string[]) => {
      call("folders_look", { paths }).then((seen) => add("destinations", onlyFolders(seen)), complain);
    },
    [onlyFolders],
  );
  useTakeDrop(take);
  const pick = () => {
    call("folders_pick", { title: t("archive.pickTitle"), multiple: false }).then(
      (seen) => add("destinations", seen),
      complain,
    );
  };
  const archives = foldersOf(config.destinations, folders);
  const sources = foldersOf(config.sources, folders);
  const drives = mounted.data ?? [];
  const most = mostThatComes(sources, drives).bytes;
  const suggested = usable(drives, [...archives, ...sources]);
  return (
    <>
      <div className={css.top}>
        <div>
          <Heading>{t("archive.title")}</Heading>
          <p className={css.lead}>{t("archive.lead")}</p>
        </div>
        {archives.length > 0 && (
          <Button icon={<PlusIcon size={16} />} onClick={pick} data-testid="add-archive">
            {t("archive.another")}
          </Button>
        )}
      </div>
      {archives.length === 0 && <EmptyArchive onPick={pick} />}
      {archives.map((folder, index) => (
        <ArchiveCard key={folder.path} folder={folder} number={index + 1} most={most} />
      ))}
      {archives.length > 0 && <Legend most={most} />}
      {suggested.length > 0 && archives.length < 2 && <Suggested drives={suggested} mounted={drives} />}
      {archives.length > 0 && <PoolList archives={archives} drives={drives} />}
    </>
  );
}
