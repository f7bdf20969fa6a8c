/** One drive in the list: its sign, its name, why. */
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { VerdictIcon } from "@/components/Chip";
import type { KnownDrive } from "@/ipc";
import { useDriveWords } from "@/lib/driveWords";
import { capacity, day } from "@/lib/format";
import { words } from "@/lib/words";
import css from "./drives.module.css";

interface DriveItemProps {
  drive: KnownDrive;
  /** Which of several of its name it is. */
  apart: string;
  selected: boolean;
}

export function DriveItem({ drive, apart, selected }: DriveItemProps) {
  const { t } = useTranslation(["drives", "common"]);
  const { driveName, verdictOf } = useDriveWords();
  const unknown = drive.capacity > 0 ? capacity(drive.capacity) : "";
  return (
    <li>
      <Link
        to="/drives"
        search={{ volume: drive.volume, path: drive.path }}
        className={css.item}
        data-selected={selected}
        data-testid="drive-item"
      >
        <VerdictIcon verdict={drive.verdict} size={20} />
        <span className={css.itemWords}>
          <b title={drive.name}>{driveName(drive.name)}</b>
          {apart && <span data-testid="drive-apart">{apart}</span>}
          <span>
            <em data-verdict={drive.verdict}>{verdictOf(drive)}.</em>{" "}
            {words(drive.why) || [drive.connected && t("connectedShort"), unknown].filter(Boolean).join(", ")}
          </span>
        </span>
        {drive.last_scan_ms !== null && <time>{day(drive.last_scan_ms, t("common:today"))}</time>}
      </Link>
    </li>
  );
}
