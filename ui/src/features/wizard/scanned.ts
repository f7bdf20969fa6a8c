import { useTranslation } from "react-i18next";
import { day } from "@/lib/format";

/** When a drive was last looked at, in words. */
export function useScanned(): (ms: number | null) => string {
  const { t } = useTranslation(["wizard", "common"]);
  return (ms) =>
    ms === null ? t("drives.neverScanned") : t("drives.scanned", { day: day(ms, t("common:today")) });
}
