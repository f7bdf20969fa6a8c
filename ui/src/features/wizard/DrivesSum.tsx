/** How much comes in, in one line: counted as far as the count has come. */
import { useTranslation } from "react-i18next";
import type { FolderView } from "@/ipc";
import { count, sharedUnit, withUnit } from "@/lib/format";
import { sumOf, useCounts } from "./counts";
import drivesStepCss from "./drivesStep.module.css";

export function DrivesSum({ sources, whole }: { sources: FolderView[]; whole: boolean }) {
  const { t } = useTranslation("wizard");
  const used = new Map(
    sources.map((source) => [source.volume || source.path, source.capacity - source.free]),
  );
  const all = [...used.values()].reduce((a, b) => a + b, 0);
  const counts = useCounts((state) => state.counts);
  const sum = sumOf(
    sources.map((source) => source.path),
    counts,
  );
  const counted = t(sum.complete ? "drives.sumCounted" : "drives.sumSoFar", {
    count: sum.files,
    size: withUnit(sum.bytes, sharedUnit(sum.bytes)),
  });
  return (
    <p className={drivesStepCss.sum}>
      <b>
        {t(whole ? "drives.sumDrives" : "drives.sum", {
          count: sources.length,
          shown: count(sources.length),
        })}
      </b>
      <span className="muted">
        {sum.known > 0
          ? counted
          : whole
            ? t("drives.sumRest", { size: withUnit(all, sharedUnit(all)) })
            : t("drives.sumFolders")}
      </span>
    </p>
  );
}
