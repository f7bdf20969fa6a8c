/** What drives are called and what kind they are, in words. */
import { useTranslation } from "react-i18next";
import type { DriveView } from "@/ipc";
import type { DriveRow } from "./jobNow";
import { words } from "./words";

export function useDriveWords() {
  const { t } = useTranslation();
  return {
    /** The system's own drive has no name but its place in the tree. */
    driveName: (name: string): string => (name === "/" ? t("thisComputer") : name),
    /** May it be wiped? What was proven of a drive that is away was proven when it was last seen. */
    verdictOf: ({ verdict, connected, now }: DriveRow): string =>
      t(!now && verdict === "safe" && !connected ? "safeWhenSeen" : `verdict.${now?.verdict ?? verdict}`),
    /** Why: what a job does with it now, or else what the last look found. */
    whyOf: ({ why, now }: DriveRow): string =>
      now ? t(`driveNow.${now.stage}`, { count: now.left }) : words(why),
    /** Removable, or else what is inside; nothing is said of a network folder. */
    kindOf: ({ file_system, removable, rotational }: DriveView): string => {
      if (/^(cifs|smb|nfs|fuse\.)/.test(file_system)) return "";
      if (removable) return t("kind.removable");
      return t(rotational ? "kind.disk" : "kind.flash");
    },
  };
}
