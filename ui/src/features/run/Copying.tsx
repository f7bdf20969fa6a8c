/** Copying and reading back: the figure, the drives, the graph, the sum, and the lists below. */
import { useTranslation } from "react-i18next";
import { EquationBar } from "@/components/EquationBar";
import { Terms } from "@/components/Terms";
import type { JobView } from "@/ipc";
import { inUnit, sharedUnit } from "@/lib/format";
import type { Run } from "@/lib/runStore";
import { foundTerm, liveTerms } from "@/lib/terms";
import { useWide } from "@/lib/useWide";
import { Banners } from "./Banners";
import { CurrentFiles } from "./CurrentFiles";
import { DriveLines } from "./DriveLines";
import { Figure } from "./Figure";
import { Graph } from "./Graph";
import { LiveTabs } from "./LiveTabs";
import css from "./run.module.css";

function Sum({ run }: { run: Run }) {
  const { t } = useTranslation("run");
  const equation = run.snapshot?.equation;
  if (!equation) return null;
  const terms = liveTerms(equation);
  const unit = sharedUnit(equation.found.bytes);
  return (
    <section className={css.sum} aria-label={t("sum")}>
      <EquationBar terms={terms} by="bytes" height={10} />
      <Terms
        found={foundTerm(equation)}
        terms={terms}
        label={t("sum")}
        size="small"
        extra={{ new: t("ofIt", { size: inUnit(equation.copied.bytes, unit) }) }}
      />
    </section>
  );
}

export function Copying({ view, run }: { view: JobView; run: Run }) {
  const wide = useWide();
  const snapshot = run.snapshot;
  if (!snapshot) return null;
  return (
    <>
      <Banners view={view} run={run} />
      <Figure snapshot={snapshot} wide={wide} />
      {wide && <CurrentFiles snapshot={snapshot} archives={view.destinations.length} />}
      <div className={css.middle}>
        <DriveLines view={view} snapshot={snapshot} wide={wide} />
        {wide && <Graph run={run} />}
      </div>
      <Sum run={run} />
      <LiveTabs view={view} run={run} wide={wide} />
    </>
  );
}
