/** One sentence with its evidence, and the one act that can still better it. */
import { Menu } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { type Ref, type RefObject, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { AlertIcon, DownIcon, OkIcon, PlayIcon, RefreshIcon, StopIcon, TextIcon } from "@/components/icons";
import { Heading } from "@/components/Page";
import { call, type ResultsView, type SaveKind } from "@/ipc";
import { count } from "@/lib/format";
import { lastPart } from "@/lib/paths";
import { retry } from "@/lib/runAgain";
import { start } from "@/lib/runStore";
import { complain, say } from "@/lib/toast";
import { sentence, words } from "@/lib/words";
import resultsCss from "./results.module.css";
import css from "./verdict.module.css";

export function useSaveAs(id: string): (what: SaveKind) => void {
  const { t } = useTranslation("common");
  return (what) => {
    call("job_save", { id, what }).then((path) => {
      if (path) say(t("savedTo", { path }));
    }, complain);
  };
}

export function useRunAgain(id: string) {
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const after = (begun: Promise<unknown>) => {
    setBusy(true);
    begun
      .then(() => navigate({ to: "/job/$id/live", params: { id } }), complain)
      .finally(() => setBusy(false));
  };
  return {
    busy,
    go: () => after(start(id, "summary")),
    /** Failed files wait again first; one file, or all. */
    retry: () => after(retry(id)),
    retryOne: (file: number) => after(retry(id, [file])),
  };
}

function Sign({ results, size }: { results: ResultsView; size: number }) {
  if (results.clean) return <OkIcon size={size} className={resultsCss.ok} />;
  if (results.job.equation.to_do.files > 0) return <StopIcon size={size} className={resultsCss.grey} />;
  return <AlertIcon size={size} className={resultsCss.warn} />;
}

function More({ results }: { results: ResultsView }) {
  const { t } = useTranslation("results");
  const save = useSaveAs(results.job.id);
  const open = (report: string) =>
    void call("job_open_report", { id: results.job.id, report }).catch(complain);
  return (
    <Menu position="bottom-end" width={260} transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <Button after={<DownIcon size={15} />} data-testid="results-more">
          {t("more")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => save("summary_csv")}>{t("saveCsv")}</Menu.Item>
        <Menu.Item onClick={() => save("checksums")}>{t("saveChecksums")}</Menu.Item>
        {results.reports.length > 0 && <Menu.Divider />}
        {results.reports.map((report) => (
          <Menu.Item key={report} onClick={() => open(report)} title={report}>
            {t("open", { name: lastPart(report) })}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Act({ results, kind }: { results: ResultsView; kind: "primary" | "plain" }) {
  const { t } = useTranslation("results");
  const again = useRunAgain(results.job.id);
  const { to_do, failed } = results.job.equation;
  const small = kind === "plain";
  if (to_do.files > 0) {
    return (
      <Button
        kind={kind}
        small={small}
        icon={<PlayIcon size={16} />}
        disabled={again.busy}
        onClick={again.go}
        data-testid="results-resume"
      >
        {t("resume")}
      </Button>
    );
  }
  if (failed.files > 0 || results.verify_failed > 0) {
    const files = failed.files > 0 ? failed.files : results.verify_failed;
    return (
      <Button
        kind={kind}
        small={small}
        icon={<RefreshIcon size={16} />}
        disabled={again.busy}
        onClick={failed.files > 0 ? again.retry : again.go}
        data-testid="results-retry"
      >
        {t("retry", { count: files, shown: count(files) })}
      </Button>
    );
  }
  return null;
}

export function Verdict({
  results,
  ref,
  onShowLeft,
}: {
  results: ResultsView;
  ref: Ref<HTMLDivElement>;
  onShowLeft: () => void;
}) {
  const { t } = useTranslation("results");
  const save = useSaveAs(results.job.id);
  return (
    <div className={css.head} ref={ref}>
      <Sign results={results} size={28} />
      <div className={css.words}>
        <Heading className={css.verdict}>
          <span data-testid="results-verdict">{sentence(results.verdict)}</span>
        </Heading>
        <p className={css.evidence}>{words(results.evidence)}</p>
        {results.verify_failed > 0 && (
          <p className={resultsCss.bad}>{t("verifyFailed", { count: results.verify_failed })}</p>
        )}
        {results.recovered > 0 && (
          <p className={css.evidence}>{t("recovered", { count: results.recovered })}</p>
        )}
        {results.job.equation.to_do.files > 0 && (
          <Button kind="text" onClick={onShowLeft}>
            {t("showLeft")}
          </Button>
        )}
      </div>
      <div className={css.acts}>
        <More results={results} />
        <Button icon={<TextIcon size={16} />} onClick={() => save("report_html")} data-testid="results-save">
          {t("saveReport")}
        </Button>
        <Act results={results} kind="primary" />
      </div>
    </div>
  );
}

/** The verdict stays in view when its head has scrolled away. */
export function StuckVerdict({
  results,
  head,
}: {
  results: ResultsView;
  head: RefObject<HTMLDivElement | null>;
}) {
  const { t } = useTranslation("results");
  const save = useSaveAs(results.job.id);
  const [stuck, setStuck] = useState(false);
  useEffect(() => {
    const node = head.current;
    if (!node || typeof IntersectionObserver === "undefined") return;
    const observer = new IntersectionObserver(([entry]) => setStuck(entry ? !entry.isIntersecting : false));
    observer.observe(node);
    return () => observer.disconnect();
  }, [head]);
  if (!stuck) return null;
  const { found, copied, already_there, repeats } = results.job.equation;
  const home = copied.files + already_there.files + repeats.files;
  return (
    <div className={css.stuckPlace}>
      <div className={css.stuck}>
        <Sign results={results} size={18} />
        <b>{sentence(results.verdict)}</b>
        <span className={css.stuckLine}>
          {t("stuckLine", { count: found.files, done: count(home), shown: count(found.files) })}
        </span>
        <span className={resultsCss.gap} />
        <Act results={results} kind="plain" />
        <span className={css.stuckSave}>
          <Button small kind="plain" icon={<TextIcon size={15} />} onClick={() => save("report_html")}>
            {t("saveReport")}
          </Button>
        </span>
      </div>
    </div>
  );
}
