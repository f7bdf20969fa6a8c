/** Results: the verdict with its evidence, the sum, a certificate per drive, and every file. */
import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { EquationBar } from "@/components/EquationBar";
import { Page } from "@/components/Page";
import { ErrorState, LoadingRows } from "@/components/States";
import { type Tab, TabList } from "@/components/Tabs";
import { Terms } from "@/components/Terms";
import { call, type ResultsView } from "@/ipc";
import { keys } from "@/lib/query";
import { isLive, useRuns } from "@/lib/runStore";
import { foundTerm, resultTerms, type TermName } from "@/lib/terms";
import { AllFiles, type FileFilter, NO_FILTER } from "./AllFiles";
import { Certificates } from "./Certificates";
import { Folders } from "./Folders";
import { Problems } from "./Problems";
import css from "./results.module.css";
import { byKind, TypeChart } from "./TypeChart";
import { StuckVerdict, Verdict } from "./Verdict";
import { YearChart } from "./YearChart";

/** While the job goes on its numbers move. */
const ASK_AGAIN_MS = 5_000;

type TabName = "charts" | "folders" | "all";

function Lower({ results, tab, setTab, filter, setFilter }: LowerProps) {
  const { t } = useTranslation("results");
  const tabs: Tab<TabName>[] = [
    { value: "charts", label: t("tabs.charts") },
    { value: "folders", label: t("tabs.folders") },
    { value: "all", label: t("tabs.all"), count: results.job.equation.found.files, searches: true },
  ];
  return (
    <section className={css.lower} aria-label={t("tabs.label")}>
      <TabList label={t("tabs.label")} tabs={tabs} value={tab} onChange={setTab} panelId="results-panel" />
      <div role="tabpanel" id="results-panel" aria-label={t(`tabs.${tab}`)} className={css.panel}>
        {tab === "charts" && (
          <>
            <TypeChart rows={byKind(results.by_type)} />
            <YearChart rows={results.by_year} />
          </>
        )}
        {tab === "folders" && (
          <Folders
            id={results.job.id}
            onOpen={(folder) => {
              setFilter({ ...NO_FILTER, folder });
              setTab("all");
            }}
          />
        )}
        {tab === "all" && <AllFiles view={results.job} filter={filter} onFilter={setFilter} />}
      </div>
    </section>
  );
}

interface LowerProps {
  results: ResultsView;
  tab: TabName;
  setTab: (tab: TabName) => void;
  filter: FileFilter;
  setFilter: (filter: FileFilter) => void;
}

function Shown({ results }: { results: ResultsView }) {
  const { t } = useTranslation(["results", "common"]);
  const [tab, setTab] = useState<TabName>("charts");
  const [filter, setFilter] = useState<FileFilter>(NO_FILTER);
  const head = useRef<HTMLDivElement>(null);
  const lower = useRef<HTMLDivElement>(null);
  const equation = results.job.equation;
  const terms = resultTerms(equation);
  const all = [foundTerm(equation), ...terms];
  const chosen = tab === "all" ? all.find((term) => term.query === filter.term)?.name : undefined;
  const show = (part: Partial<FileFilter>) => {
    setFilter({ ...NO_FILTER, ...part });
    setTab("all");
    lower.current?.scrollIntoView({ block: "start" });
  };
  const pick = (name: TermName) => show({ term: all.find((term) => term.name === name)?.query ?? null });
  return (
    <Page
      title={t("title")}
      crumbs={[
        { label: t("common:nav.home"), link: { to: "/" } },
        { label: results.job.name },
        { label: t("title") },
      ]}
      className={css.page}
      testid="results"
    >
      <StuckVerdict results={results} head={head} />
      <Verdict results={results} ref={head} onShowLeft={() => show({ term: "to_do" })} />
      <section className={css.sum} aria-label={t("sum")}>
        <EquationBar terms={terms} by="bytes" height={16} onSelect={pick} />
        <Terms
          found={foundTerm(equation)}
          terms={terms}
          label={t("sum")}
          size="medium"
          selected={chosen}
          onSelect={pick}
        />
      </section>
      <Certificates results={results} onShow={show} />
      {equation.failed.files > 0 && <Problems view={results.job} onAll={() => show({ term: "failed" })} />}
      <div ref={lower}>
        <Lower results={results} tab={tab} setTab={setTab} filter={filter} setFilter={setFilter} />
      </div>
    </Page>
  );
}

export function ResultsScreen() {
  const { t } = useTranslation(["results", "common"]);
  const { id } = useParams({ from: "/job/$id/results" });
  const running = useRuns((state) => isLive(state.runs[id]));
  const results = useQuery({
    queryKey: keys.results(id),
    queryFn: () => call("job_results", { id }),
    refetchInterval: running && ASK_AGAIN_MS,
  });
  if (results.data) return <Shown results={results.data} />;
  return (
    <Page
      title={t("title")}
      crumbs={[{ label: t("common:nav.home"), link: { to: "/" } }, { label: t("title") }]}
    >
      {results.error ? (
        <ErrorState
          page
          error={results.error}
          title={t("cannotOpen")}
          safe={t("common:safeNothingChanged")}
          onRetry={() => void results.refetch()}
        />
      ) : (
        <LoadingRows />
      )}
    </Page>
  );
}
