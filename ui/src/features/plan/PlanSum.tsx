/** The equation: its bar, its terms as filters, and what content still has to decide. */
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Choice } from "@/components/Choice";
import { EquationBar } from "@/components/EquationBar";
import { Segmented } from "@/components/Segmented";
import { Terms } from "@/components/Terms";
import { call, type JobView } from "@/ipc";
import { duration, size } from "@/lib/format";
import { keys, queryClient } from "@/lib/query";
import { start } from "@/lib/runStore";
import type { ShownTerm, TermName } from "@/lib/terms";
import { complain } from "@/lib/toast";
import css from "./plan.module.css";

interface PlanSumProps {
  view: JobView;
  found: ShownTerm;
  terms: ShownTerm[];
  by: "bytes" | "files";
  onBy: (by: "bytes" | "files") => void;
  wide: boolean;
  selected: TermName;
  onSelect: (name: TermName) => void;
  destination: number | null;
  onDestination: (id: number | null) => void;
}

function useExact(view: JobView) {
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const go = async () => {
    setBusy(true);
    try {
      const next = await call("job_update", { id: view.id, config: { ...view.config, exact_plan: true } });
      queryClient.setQueryData(keys.jobView(view.id), next);
      await start(view.id, "plan");
      await navigate({ to: "/job/$id/live", params: { id: view.id } });
    } catch (error) {
      complain(error);
      setBusy(false);
    }
  };
  return { busy, go };
}

function Undecided({ view, terms }: { view: JobView; terms: ShownTerm[] }) {
  const { t } = useTranslation("plan");
  const exact = useExact(view);
  const open = terms.find((term) => term.name === "new")?.open;
  if (!open || open.files === 0) return null;
  // All that could be read was read for it: what is left could not be.
  const unread = view.config.exact_plan;
  return (
    <p className={css.undecided}>
      <span className={css.hatch} aria-hidden="true" />
      <span>{t(unread ? "unread" : "undecided", { count: open.files, size: size(open.bytes) })}</span>
      <Button kind="text" disabled={exact.busy} onClick={() => void exact.go()} data-testid="make-exact">
        {unread
          ? t("readAgain")
          : view.exact_s === null
            ? t("makeExact")
            : t("makeExactAbout", { time: duration(view.exact_s) })}
      </Button>
    </p>
  );
}

export function DestinationSwitch({
  view,
  destination,
  onDestination,
}: Pick<PlanSumProps, "view" | "destination" | "onDestination">) {
  const { t } = useTranslation("plan");
  if (view.destinations.length < 2) return null;
  return (
    <Choice
      label={t("destination")}
      testid="plan-destination"
      least={150}
      value={destination === null ? "" : String(destination)}
      onChange={(value) => onDestination(value ? Number(value) : null)}
      options={[
        { value: "", label: t("worst") },
        ...view.destinations.map((archive) => ({
          value: String(archive.id),
          label: archive.name,
          isName: true,
        })),
      ]}
    />
  );
}

export function PlanSum(props: PlanSumProps) {
  const { t } = useTranslation("plan");
  const { view, found, terms, by, onBy, wide, selected, onSelect } = props;
  return (
    <section className={css.sum} aria-label={t("onDrives", { count: view.sources.length })}>
      {wide && (
        <div className={css.sumTop}>
          <h2>{t("onDrives", { count: view.sources.length })}</h2>
          <DestinationSwitch {...props} />
          <span className={css.barBy}>{t("barBy")}</span>
          <Segmented
            label={t("barBy")}
            value={by}
            onChange={onBy}
            options={[
              { value: "bytes", label: t("size") },
              { value: "files", label: t("files") },
            ]}
          />
        </div>
      )}
      <EquationBar terms={terms} by={by} height={wide ? 20 : 16} selected={selected} onSelect={onSelect} />
      <Terms
        found={found}
        terms={terms}
        label={t("termsLabel")}
        size={wide ? "large" : "medium"}
        selected={selected}
        onSelect={onSelect}
      />
      <Undecided view={view} terms={terms} />
    </section>
  );
}
