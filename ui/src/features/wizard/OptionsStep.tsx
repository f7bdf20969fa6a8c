/** Step 3: how it is done. Good defaults, each group closed until one wants to change it. */
import { useTranslation } from "react-i18next";
import { Heading } from "@/components/Page";
import { ImportChecksums } from "@/features/archive/ImportChecksums";
import type { Depth, JobConfig, RepeatPolicy } from "@/ipc";
import { BundlesOption, useBundlesLine } from "./BundlesOption";
import { ChecksumsOption, useChecksumsLine } from "./ChecksumsOption";
import { change, useDraft } from "./draft";
import { LayoutOption } from "./LayoutOption";
import { LeaveOutOption } from "./LeaveOutOption";
import { Check, type Choice, Choices, OptionGroup } from "./OptionGroup";
import optionsCss from "./options.module.css";
import css from "./wizard.module.css";

function Verify() {
  const { t } = useTranslation("wizard");
  const verify = useDraft((draft) => draft.config.verify);
  const choices: Choice<Depth>[] = [
    { value: "deep", label: t("options.deep"), hint: t("options.deepHint"), cost: t("options.deepCost") },
    {
      value: "shallow",
      label: t("options.shallow"),
      hint: t("options.shallowHint"),
      cost: t("options.shallowCost"),
    },
    { value: "none", label: t("options.none"), hint: t("options.noneHint"), cost: t("options.noneCost") },
  ];
  const now = choices.find((choice) => choice.value === verify);
  return (
    <OptionGroup
      name={t("options.verify")}
      hint={t("options.verifyHint")}
      chosen={{ label: now?.label ?? "", hint: now?.hint }}
      testid="option-verify"
    >
      <Choices
        label={t("options.verify")}
        value={verify}
        choices={choices}
        onChange={(next) => change({ verify: next })}
      />
    </OptionGroup>
  );
}

function Clashes() {
  const { t } = useTranslation("wizard");
  const clashes = useDraft((draft) => draft.config.clashes);
  const choices: Choice<JobConfig["clashes"]>[] = [
    { value: "keep-both", label: t("options.sameLine"), hint: t("options.sameHint") },
    { value: "skip", label: t("options.sameSkip"), hint: t("options.sameSkipHint") },
  ];
  const now = choices.find((choice) => choice.value === clashes);
  return (
    <OptionGroup
      name={t("options.same")}
      chosen={{ label: now?.label ?? "", hint: now?.hint }}
      testid="option-clashes"
    >
      <Choices
        label={t("options.same")}
        value={clashes}
        choices={choices}
        onChange={(next) => change({ clashes: next })}
      />
    </OptionGroup>
  );
}

function Repeats() {
  const { t } = useTranslation("wizard");
  const repeats = useDraft((draft) => draft.config.repeats);
  const choices: Choice<RepeatPolicy>[] = [
    { value: "leave-out", label: t("options.repeatsOut"), hint: t("options.repeatsOutHint") },
    { value: "keep", label: t("options.repeatsKeep"), hint: t("options.repeatsKeepHint") },
  ];
  const now = choices.find((choice) => choice.value === repeats);
  return (
    <OptionGroup
      name={t("options.repeats")}
      hint={t("options.repeatsHint")}
      chosen={{ label: now?.label ?? "", hint: now?.hint }}
    >
      <Choices
        label={t("options.repeats")}
        value={repeats}
        choices={choices}
        onChange={(next) => change({ repeats: next })}
      />
    </OptionGroup>
  );
}

function ArchivistsChosen() {
  const { t } = useTranslation("wizard");
  const exact = useDraft((draft) => draft.config.exact_plan);
  const bundles = useBundlesLine();
  const checksums = useChecksumsLine();
  return [bundles, exact && t("options.exactChosen"), checksums].filter(Boolean).join(", ");
}

export function OptionsStep() {
  const { t } = useTranslation("wizard");
  const exact = useDraft((draft) => draft.config.exact_plan);
  const jobId = useDraft((draft) => draft.jobId);
  return (
    <>
      <div className={css.top} style={{ marginBottom: 6 }}>
        <div>
          <Heading>{t("options.title")}</Heading>
          <p className={css.lead}>{t("options.lead")}</p>
        </div>
      </div>
      <LayoutOption />
      <Verify />
      <LeaveOutOption />
      <Clashes />
      <Repeats />
      <OptionGroup
        name={t("options.archivists")}
        chosen={{ label: t("options.archivistsLine"), hint: <ArchivistsChosen /> }}
        testid="option-archivists"
      >
        <BundlesOption />
        <Check
          label={t("options.exact")}
          hint={t("options.exactHint")}
          on={exact}
          onChange={(on) => change({ exact_plan: on })}
        />
        <ChecksumsOption />
        <div className={optionsCss.ruleField}>
          <p className={css.strong}>{t("options.import")}</p>
          <ImportChecksums job={jobId} />
        </div>
      </OptionGroup>
    </>
  );
}
