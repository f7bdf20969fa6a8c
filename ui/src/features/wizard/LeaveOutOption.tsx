/** What is left out, with how much of it there is on the drives; every rule is visible and can be changed. */
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { size } from "@/lib/format";
import { sumOf, useCounting, useCounts } from "./counts";
import { change, useDraft } from "./draft";
import { Check, OptionGroup } from "./OptionGroup";
import optionsCss from "./options.module.css";
import { lines } from "./rules";
import css from "./wizard.module.css";

function Rules({ what }: { what: "exclude" | "include" }) {
  const { t } = useTranslation("wizard");
  const rules = useDraft((draft) => draft.config[what]);
  const field = useId();
  return (
    <p className={optionsCss.ruleField}>
      <label htmlFor={field} className={css.hint}>
        {t(`options.${what}`)}
      </label>
      <textarea
        id={field}
        rows={3}
        spellCheck={false}
        defaultValue={rules.join("\n")}
        data-testid={`rules-${what}`}
        onChange={(event) => change({ [what]: lines(event.currentTarget.value) })}
      />
    </p>
  );
}

function useFound() {
  const { t } = useTranslation("wizard");
  const sources = useDraft((draft) => draft.config.sources);
  useCounting(sources);
  const counts = useCounts((state) => state.counts);
  const sum = sumOf(sources, counts);
  return (files: number, bytes: number): string | undefined => {
    if (sum.known === 0) return undefined;
    if (files === 0) return t(sum.complete ? "options.foundNone" : "options.foundNoneSoFar");
    return t(sum.complete ? "options.found" : "options.foundSoFar", { count: files, size: size(bytes) });
  };
}

export function LeaveOutOption() {
  const { t } = useTranslation("wizard");
  const { junk, exclude, include } = useDraft((draft) => draft.config);
  const sources = useDraft((draft) => draft.config.sources);
  const counts = useCounts((state) => state.counts);
  const sum = sumOf(sources, counts);
  const found = useFound();
  const chosen = [
    junk === "leave-out" && t("options.junk"),
    exclude.length > 0 && t("options.rulesChosen", { count: exclude.length }),
    include.length > 0 && t("options.onlyChosen", { count: include.length }),
  ].filter(Boolean);
  return (
    <OptionGroup
      name={t("options.leaveOut")}
      hint={t("options.leaveOutHint")}
      chosen={{
        label: chosen.join(", ") || t("options.nothing"),
        hint: junk === "leave-out" ? t("options.junkHint") : found(sum.system_files, sum.system_bytes),
      }}
      testid="option-leave-out"
    >
      <Check
        label={t("options.junk")}
        hint={t("options.junkHint")}
        cost={found(sum.junk_files, sum.junk_bytes)}
        on={junk === "leave-out"}
        onChange={(on) => change({ junk: on ? "leave-out" : "keep" })}
      />
      <Check
        label={t("options.bins")}
        hint={t("options.binsHint")}
        cost={found(sum.system_files, sum.system_bytes)}
        on
        fixed
      />
      <Rules what="exclude" />
      <Rules what="include" />
    </OptionGroup>
  );
}
