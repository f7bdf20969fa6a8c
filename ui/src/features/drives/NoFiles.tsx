/** No file keeps the drive from being wiped; unless it is safe, something else does, and stands above. */
import { useTranslation } from "react-i18next";
import { InfoIcon, OkIcon } from "@/components/icons";
import { Empty } from "@/components/States";
import type { SafeToWipe } from "@/ipc";
import { count } from "@/lib/format";

export function NoFiles({ verdict, files }: { verdict: SafeToWipe; files: number }) {
  const { t } = useTranslation("drives");
  if (verdict !== "safe")
    return (
      <Empty icon={<InfoIcon size={26} />} title={t("saidAbove")}>
        {t("saidAboveLine")}
      </Empty>
    );
  return (
    <Empty icon={<OkIcon size={26} />} title={t("nothingInTheWay")} good>
      {t("nothingLine", { count: files, shown: count(files) })}
    </Empty>
  );
}
