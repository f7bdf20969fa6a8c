/** What else counts as archived already: the rest of the archive's drive, and folders the user names. */
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { PlusIcon } from "@/components/icons";
import { PathText } from "@/components/PathText";
import { call, type DriveView, type FolderView } from "@/ipc";
import { complain } from "@/lib/toast";
import css from "./archiveStep.module.css";
import { add, asFolder, remove, useDraft } from "./draft";
import { foldersOf } from "./space";
import wizardCss from "./wizard.module.css";

function Pool({ folder, label, on }: { folder: FolderView; label: string; on: boolean }) {
  const id = useId();
  return (
    <li className={css.pool}>
      <input
        id={id}
        type="checkbox"
        checked={on}
        style={{ width: 17, height: 17, accentColor: "var(--accent)" }}
        onChange={(event) =>
          event.currentTarget.checked ? add("pools", [folder]) : remove("pools", folder.path)
        }
      />
      <label htmlFor={id} className={wizardCss.strong}>
        {label}
      </label>
      <span className={wizardCss.small}>
        <PathText path={folder.path} quiet />
      </span>
    </li>
  );
}

/** Drives that hold an archive in a folder of theirs; the system's own drive is never offered whole. */
function wholeDrives(archives: FolderView[], drives: DriveView[], sources: string[]): DriveView[] {
  return drives.filter(
    (drive) =>
      drive.mount_point.length > 3 &&
      !sources.includes(drive.mount_point) &&
      archives.some((archive) => archive.volume === drive.volume && archive.path !== drive.mount_point),
  );
}

export function PoolList({ archives, drives }: { archives: FolderView[]; drives: DriveView[] }) {
  const { t } = useTranslation("wizard");
  const config = useDraft((draft) => draft.config);
  const folders = useDraft((draft) => draft.folders);
  const chosen = foldersOf(config.pools, folders);
  const whole = wholeDrives(archives, drives, config.sources);
  const offered = whole.filter((drive) => !config.pools.includes(drive.mount_point));
  const label = (folder: FolderView) =>
    whole.some((drive) => drive.mount_point === folder.path)
      ? t("archive.whole", { name: folder.name })
      : folder.name;
  const pick = () => {
    call("folders_pick", { title: t("archive.poolTitle"), multiple: true }).then(
      (seen) => add("pools", seen),
      complain,
    );
  };
  return (
    <section className={wizardCss.also}>
      <h2 style={{ border: 0, paddingBottom: 0 }}>{t("archive.pools")}</h2>
      <p className={css.poolsLine}>{t("archive.poolsLine")}</p>
      <ul>
        {chosen.map((folder) => (
          <Pool key={folder.path} folder={folder} label={label(folder)} on />
        ))}
        {offered.map((drive) => (
          <Pool
            key={drive.mount_point}
            folder={asFolder(drive)}
            label={t("archive.whole", { name: drive.name })}
            on={false}
          />
        ))}
      </ul>
      <p className={css.addPool}>
        <Button kind="text" icon={<PlusIcon size={15} />} onClick={pick} data-testid="add-pool">
          {t("archive.addPool")}
        </Button>
      </p>
    </section>
  );
}
