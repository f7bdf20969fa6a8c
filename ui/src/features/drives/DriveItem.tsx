/** One drive in the list: its sign, its name, why. */
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { VerdictIcon } from "@/components/Chip";
import { verdictNow } from "@/features/home/driveRows";
import { useDriveWords } from "@/lib/driveWords";
import { capacity, day } from "@/lib/format";
import type { DriveRow } from "@/lib/jobNow";
import css from "./drives.module.css";

interface DriveItemProps {
  drive: DriveRow;
  /** Which of several of its name it is. */
  apart: string;
  selected: boolean;
}

export function DriveItem({ drive, apart, selected }: DriveItemProps) {
  const { t } = useTranslation(["drives", "common"]);
  const { driveName, verdictOf, whyOf } = useDriveWords();
  const verdict = verdictNow(drive);
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
        <VerdictIcon verdict={verdict} size={20} />
        <span className={css.itemWords}>
          <b title={drive.name}>{driveName(drive.name)}</b>
          {apart && <span data-testid="drive-apart">{apart}</span>}
          <span>
            <em data-verdict={verdict}>{verdictOf(drive)}.</em>{" "}
            {whyOf(drive) || [drive.connected && t("connectedShort"), unknown].filter(Boolean).join(", ")}
          </span>
        </span>
        {drive.last_scan_ms !== null && <time>{day(drive.last_scan_ms, t("common:today"))}</time>}
      </Link>
    </li>
  );
}
