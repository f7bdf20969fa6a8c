/** The plan, the heart: every file has its place in one sum, and nothing is written before one says so. */
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { LinkButton } from "@/components/Button";
import { NothingIcon } from "@/components/icons";
import { Heading, Page } from "@/components/Page";
import { Empty, ErrorState, LoadingRows } from "@/components/States";
import { call, type JobView } from "@/ipc";
import { keys } from "@/lib/query";
import { foundTerm, freshTally, planTerms, type TermName } from "@/lib/terms";
import { useWide } from "@/lib/useWide";
import { PlanActions } from "./PlanActions";
import { PlanFiles } from "./PlanFiles";
import { PlanHead } from "./PlanHead";
import { DestinationSwitch, PlanSum } from "./PlanSum";
import css from "./plan.module.css";
import { SpaceBanner } from "./SpaceBanner";

function firstTerm(view: JobView): TermName {
  const { already_there } = view.equation;
  if (freshTally(view.equation).files > 0) return "new";
  return already_there.files > 0 ? "already_there" : "found";
}

function useCrumbs(view: JobView | undefined) {
  const { t } = useTranslation(["plan", "common"]);
  return [
    { label: t("common:nav.home"), link: { to: "/" as const } },
    ...(view ? [{ label: view.name }] : []),
    { label: t("title") },
  ];
}

function Planned({ view }: { view: JobView }) {
  const { t } = useTranslation("plan");
  const crumbs = useCrumbs(view);
  const wide = useWide();
  const [selected, setSelected] = useState<TermName>(() => firstTerm(view));
  const [by, setBy] = useState<"bytes" | "files">("bytes");
  const [destination, setDestination] = useState<number | null>(null);
  const shown = view.destinations.find((archive) => archive.id === destination);
  const equation = shown?.equation ?? view.equation;
  const terms = planTerms(equation);
  const found = foundTerm(equation);
  const term = [found, ...terms].find((each) => each.name === selected) ?? found;
  return (
    <Page title={t("title")} crumbs={crumbs} fixed footer={<PlanActions view={view} />} testid="plan">
      <PlanHead
        view={view}
        equation={equation}
        by={by}
        onBy={setBy}
        wide={wide}
        beside={<DestinationSwitch view={view} destination={destination} onDestination={setDestination} />}
      />
      <SpaceBanner view={view} />
      <PlanSum
        view={view}
        found={found}
        terms={terms}
        by={by}
        onBy={setBy}
        wide={wide}
        selected={term.name}
        onSelect={setSelected}
        destination={destination}
        onDestination={setDestination}
      />
      <div className={css.lists}>
        <PlanFiles
          view={view}
          term={term}
          found={found}
          terms={terms}
          destination={destination}
          wide={wide}
        />
      </div>
    </Page>
  );
}

function NotPlanned({ view }: { view: JobView }) {
  const { t } = useTranslation(["plan", "common"]);
  return (
    <Page title={t("title")} crumbs={useCrumbs(view)}>
      <Heading>{t("notYet.title")}</Heading>
      <Empty
        icon={<NothingIcon size={26} />}
        title={t("notYet.line")}
        action={
          <LinkButton to="/job/$id/live" params={{ id: view.id }} kind="primary">
            {t("notYet.go")}
          </LinkButton>
        }
      />
    </Page>
  );
}

export function PlanScreen() {
  const { t } = useTranslation(["plan", "common"]);
  const { id } = useParams({ from: "/job/$id/plan" });
  const view = useQuery({ queryKey: keys.jobView(id), queryFn: () => call("job_view", { id }) });
  const crumbs = useCrumbs(view.data);
  if (view.data)
    return view.data.planned_ms === null ? <NotPlanned view={view.data} /> : <Planned view={view.data} />;
  return (
    <Page title={t("title")} crumbs={crumbs}>
      {view.error ? (
        <ErrorState
          page
          error={view.error}
          title={t("cannotOpen")}
          safe={t("common:safeNothingChanged")}
          onRetry={() => void view.refetch()}
        />
      ) : (
        <LoadingRows />
      )}
    </Page>
  );
}
