/** What drives are called and what kind they are, in words. */
import { useTranslation } from "react-i18next";
import type { DriveView, KnownDrive } from "@/ipc";

export function useDriveWords() {
  const { t } = useTranslation();
  return {
    /** The system's own drive has no name but its place in the tree. */
    driveName: (name: string): string => (name === "/" ? t("thisComputer") : name),
    /** May it be wiped? What was proven of a drive that is away was proven when it was last seen. */
    verdictOf: ({ verdict, connected }: KnownDrive): string =>
      t(verdict === "safe" && !connected ? "safeWhenSeen" : `verdict.${verdict}`),
    /** Removable, or else what is inside; nothing is said of a network folder. */
    kindOf: ({ file_system, removable, rotational }: DriveView): string => {
      if (/^(cifs|smb|nfs|fuse\.)/.test(file_system)) return "";
      if (removable) return t("kind.removable");
      return t(rotational ? "kind.disk" : "kind.flash");
    },
  };
}
