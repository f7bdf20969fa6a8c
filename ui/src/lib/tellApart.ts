/** Drives of one name (NO NAME, UNTITLED) are told apart: one of them may be safe to wipe while the other is not. */
import { useTranslation } from "react-i18next";
import { useDriveWords } from "./driveWords";

interface Named {
  name: string;
  volume: string;
  /** Where it is now. */
  mount_point: string | null;
}

/** The part of a volume's identity that stands on its label or in the system's own tools, short enough to compare. */
function numberOf(volume: string): string {
  const number = volume.split(":").pop() ?? "";
  return /^[0-9a-f]{8}-[0-9a-f]{4}-/i.test(number) ? number.slice(0, 8) : number;
}

/** Of each drive where it is, or its number, if another one of the list has its name; else nothing. */
export function useTellApart(drives: Named[]): (drive: Named) => string {
  const { t } = useTranslation();
  const { driveName } = useDriveWords();
  const called = new Map<string, number>();
  for (const { name } of drives) called.set(driveName(name), (called.get(driveName(name)) ?? 0) + 1);
  return ({ name, volume, mount_point }) => {
    if ((called.get(driveName(name)) ?? 0) < 2) return "";
    return mount_point ?? t("serialNumber", { number: numberOf(volume) });
  };
}
