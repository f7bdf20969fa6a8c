/** The cells that file lists share: sign, path, why, where, size. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { FileRow } from "@/ipc";
import { exactBytes, size } from "@/lib/format";
import { lastPart } from "@/lib/paths";
import { sentence } from "@/lib/words";
import css from "./FileCells.module.css";
import { PathText } from "./PathText";
import { Thumb } from "./Thumb";

export function fullPath(row: FileRow): string {
  return row.folder ? `${row.folder}/${row.name}` : row.name;
}

/** It waits for the copy of the file that it repeats, and is listed with the repeats. */
export function isExpectedRepeat(row: FileRow): boolean {
  return row.term === "to_do" && (row.reason === "of_source" || row.reason === "hard_link");
}

/** Why a file has its place in the sum, in a few words. */
export function useReason(): (row: FileRow) => string {
  const { t } = useTranslation("plan");
  return (row) => {
    if (row.term === "failed") return row.message === null ? t("reason.failed") : sentence(row.message);
    if (row.undecided) return t("reason.undecided");
    if (row.term === "to_do" && !isExpectedRepeat(row))
      return row.reason === "waiting_for_drive"
        ? t("reason.waiting_for_drive")
        : t(
            `reason.todo_${row.reason === "restored" || row.reason === "changed_source" ? row.reason : "new"}`,
          );
    const renamed = row.twin !== null && lastPart(row.twin) !== row.name;
    if (
      renamed &&
      (row.reason === "in_destination" || row.reason === "in_pool" || row.reason === "of_source")
    ) {
      return t("reason.sameOtherName");
    }
    return t(`reason.${row.reason}`);
  };
}

export function SizeCell({ bytes }: { bytes: number }) {
  return <span title={exactBytes(bytes)}>{size(bytes)}</span>;
}

export function NameCell({
  row,
  withDrive,
  withFolder,
}: {
  row: FileRow;
  withDrive?: boolean;
  withFolder?: boolean;
}): ReactNode {
  return <PathText path={withFolder ? fullPath(row) : row.name} drive={withDrive ? row.drive : undefined} />;
}

export function PictureCell({ job, row }: { job: string; row: FileRow }) {
  return <Thumb job={job} row={row} />;
}

export function MutedCell({ children }: { children: ReactNode }) {
  return <span className={css.muted}>{children}</span>;
}

export function TwinCell({ path, where }: { path: string | null; where?: string | null }) {
  if (path === null) return null;
  return <PathText path={path} drive={where ?? undefined} />;
}
