/** One archive: free now, free after in the worst case, and what its file system cannot keep. */
import { Menu } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { IconButton } from "@/components/Button";
import { AlertIcon, ArchiveIcon, InfoIcon, MoreIcon, NextIcon, OkIcon } from "@/components/icons";
import type { FolderView } from "@/ipc";
import { fileSystemName } from "@/lib/fileSystem";
import { capacity, listed, percent, sharedUnit, withUnit } from "@/lib/format";
import { useIsSample } from "@/lib/samples";
import css from "./archiveStep.module.css";
import { type DraftFolder, remove, useDraft } from "./draft";
import { besideOf, sourceAround } from "./overlap";
import { limitOf, type Room, roomOn } from "./space";
import wizardCss from "./wizard.module.css";

function Remarks({ folder, room }: { folder: DraftFolder; room: Room }) {
  const { t } = useTranslation("wizard");
  const config = useDraft((draft) => draft.config);
  const folders = useDraft((draft) => draft.folders);
  const isSample = useIsSample();
  const isSource = config.sources.includes(folder.path);
  const beside = besideOf(folder, config, folders);
  const around = isSource ? undefined : sourceAround(folder, config, folders);
  const limit = limitOf(folder.fileSystem);
  const most = room.most ?? 0;
  return (
    <p className={css.remarks}>
      {isSource && (
        <span>
          <AlertIcon size={16} className={wizardCss.badIcon} /> {t("archive.isSource")}
        </span>
      )}
      {!folder.writable && (
        <span>
          <AlertIcon size={16} className={wizardCss.badIcon} />{" "}
          {t(folder.away ? "archive.away" : "archive.notWritable")}
        </span>
      )}
      {around && (
        <span>
          <InfoIcon size={16} className={wizardCss.mutedIcon} /> {t("archive.overlap", { name: around })}
        </span>
      )}
      {beside.length > 0 && (
        <span data-testid="same-drive">
          <AlertIcon size={16} className={wizardCss.warnIcon} />{" "}
          {isSample(folder.path)
            ? t("archive.sameSamples")
            : t("archive.sameDrive", { names: listed(beside) })}
        </span>
      )}
      {room.most === null && (
        <span>
          <InfoIcon size={16} className={wizardCss.mutedIcon} /> {t("archive.later")}
        </span>
      )}
      {room.most !== null && (
        <span>
          {room.mayNotFit ? (
            <AlertIcon size={16} className={wizardCss.warnIcon} />
          ) : (
            <OkIcon size={16} className={wizardCss.okIcon} />
          )}
          {room.mayNotFit
            ? t("archive.mayLine", { most: withUnit(most, sharedUnit(most)) })
            : t("archive.fits")}
        </span>
      )}
      {limit && (
        <span>
          {limit === "keeps" ? (
            <OkIcon size={16} className={wizardCss.okIcon} />
          ) : (
            <InfoIcon size={16} className={wizardCss.mutedIcon} />
          )}
          {t(`archive.limit.${limit}`)}
        </span>
      )}
    </p>
  );
}

function SpaceFacts({ folder, room }: { folder: FolderView; room: Room }) {
  const { t } = useTranslation("wizard");
  const unit = sharedUnit(folder.capacity);
  return (
    <dl className={css.space}>
      <div>
        <dt>{t("archive.freeNow")}</dt>
        <dd>{withUnit(folder.free, unit)}</dd>
      </div>
      {room.after !== null && (
        <>
          <NextIcon size={16} className={wizardCss.mutedIcon} />
          <div>
            <dt>{room.mayNotFit ? t("archive.freeAfter") : t("archive.freeAfterLeast")}</dt>
            <dd>{room.mayNotFit ? t("archive.mayNotFit") : withUnit(room.after, unit)}</dd>
          </div>
        </>
      )}
    </dl>
  );
}

function CardMenu({ folder }: { folder: FolderView }) {
  const { t } = useTranslation("wizard");
  return (
    <Menu position="bottom-end" transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <IconButton label={folder.name}>
          <MoreIcon size={18} />
        </IconButton>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => remove("destinations", folder.path)}>
          {t("archive.remove", { name: folder.name })}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

export function ArchiveCard({
  folder,
  number,
  most,
}: {
  folder: DraftFolder;
  number: number;
  most: number | null;
}) {
  const { t } = useTranslation("wizard");
  const layout = useDraft((draft) => draft.config.layout);
  const room = roomOn(folder, most);
  const used = percent(room.used, folder.capacity);
  const coming = Math.min(100 - used, percent(room.most ?? 0, folder.capacity));
  return (
    <section className={css.card} aria-label={folder.name} data-testid="archive-card">
      <div className={css.cardTop}>
        <ArchiveIcon size={22} />
        <div className={wizardCss.two}>
          <p className={css.cardName}>
            {folder.name}
            <span>
              {number === 1
                ? t("archive.first")
                : number === 2
                  ? t("archive.second")
                  : t("archive.further", { number })}
            </span>
          </p>
          <p className={wizardCss.small} title={folder.path}>
            {[
              folder.capacity > 0 && capacity(folder.capacity),
              fileSystemName(folder.fileSystem, folder.volume),
            ]
              .filter(Boolean)
              .join(", ")}
            {". "}
            {t("archive.goTo")}{" "}
            <b>{[folder.name, layout === "drive" && t("archive.nameOfDrive")].filter(Boolean).join(" / ")}</b>
          </p>
        </div>
        {folder.capacity > 0 && <SpaceFacts folder={folder} room={room} />}
        <CardMenu folder={folder} />
      </div>
      {folder.capacity > 0 && (
        <div className={css.spaceBar} role="img" aria-label={t("archive.barLabel", { name: folder.name })}>
          <span className={css.spaceUsed} style={{ width: `${used}%` }} />
          <span
            className={css.spaceMost}
            data-over={room.mayNotFit}
            style={{ width: `${room.mayNotFit ? 100 - used : coming}%` }}
          />
        </div>
      )}
      <Remarks folder={folder} room={room} />
    </section>
  );
}
