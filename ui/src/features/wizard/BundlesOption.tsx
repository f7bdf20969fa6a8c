/** Folders that are copied or left out as a whole: a list that can be changed, one name a line. */
import { useQuery } from "@tanstack/react-query";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { call } from "@/ipc";
import { keys } from "@/lib/query";
import { change, useDraft } from "./draft";
import css from "./options.module.css";
import { lines } from "./rules";
import wizardCss from "./wizard.module.css";

/** The list of this job, and the usual one, which holds if the job says nothing. */
function useBundles() {
  const own = useDraft((draft) => draft.config.bundles);
  const usual = useQuery({ queryKey: keys.freshJob, queryFn: () => call("job_config_new") }).data?.bundles;
  return { list: own ?? usual, usual, isUsual: own === undefined || own.join("\n") === usual?.join("\n") };
}

/** What is said of it while the group is closed; nothing while it is as usual. */
export function useBundlesLine(): string | undefined {
  const { t } = useTranslation("wizard");
  const { list, isUsual } = useBundles();
  if (!list || isUsual) return undefined;
  return list.length === 0 ? t("options.bundlesNone") : t("options.bundlesChosen", { count: list.length });
}

export function BundlesOption() {
  const { t } = useTranslation("wizard");
  const { list, usual, isUsual } = useBundles();
  const [round, setRound] = useState(0);
  const field = useId();
  if (!list) return null;
  const reset = () => {
    change({ bundles: usual });
    setRound(round + 1);
  };
  return (
    <div className={css.ruleField}>
      <label htmlFor={field} className={wizardCss.strong}>
        {t("options.bundles")}
      </label>
      <span className={wizardCss.hint}>{t("options.bundlesHint")}</span>
      <textarea
        key={round}
        id={field}
        rows={5}
        spellCheck={false}
        defaultValue={list.join("\n")}
        data-testid="rules-bundles"
        onChange={(event) => change({ bundles: lines(event.currentTarget.value) })}
      />
      {!isUsual && (
        <span>
          <Button kind="text" small onClick={reset} data-testid="bundles-reset">
            {t("options.bundlesReset")}
          </Button>
        </span>
      )}
    </div>
  );
}
