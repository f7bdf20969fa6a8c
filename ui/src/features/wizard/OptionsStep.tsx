/** Step 3: how it is done. Good defaults, each group closed until one wants to change it. */
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { Heading } from "@/components/Page";
import type { Depth, RepeatPolicy } from "@/ipc";
import { lastPart } from "@/lib/paths";
import { change, useDraft } from "./draft";
import { Check, type Choice, Choices, OptionGroup } from "./OptionGroup";
import optionsCss from "./options.module.css";
import { example } from "./space";
import css from "./wizard.module.css";

function Example({ layout }: { layout: string }) {
  const archive = useDraft(({ config, folders }) => {
    const path = config.destinations[0];
    return path ? (folders[path]?.name ?? lastPart(path)) : undefined;
  });
  const drive = useDraft(({ config, folders }) => {
    const path = config.sources[0];
    return path ? (folders[path]?.name ?? lastPart(path)) : "Photos 2009";
  });
  const parts = example(layout, drive);
  const name = parts.pop();
  return (
    <>
      {archive && `${archive} / `}
      <b>{parts.join(" / ")}</b>
      {parts.length > 0 && " / "}
      {name}
    </>
  );
}

type LayoutChoice = "drive" | "merge" | "own";

function Layout() {
  const { t } = useTranslation("wizard");
  const layout = useDraft((draft) => draft.config.layout);
  const field = useId();
  const value: LayoutChoice = layout === "drive" || layout === "merge" ? layout : "own";
  const choices: Choice<LayoutChoice>[] = [
    { value: "drive", label: t("options.layoutDrive"), hint: <Example layout="drive" /> },
    { value: "merge", label: t("options.layoutMerge"), hint: <Example layout="merge" /> },
    { value: "own", label: t("options.layoutOwn"), hint: t("options.layoutOwnHint") },
  ];
  const now = choices.find((choice) => choice.value === value);
  return (
    <OptionGroup
      name={t("options.layout")}
      hint={t("options.layoutHint")}
      chosen={{ label: now?.label ?? "", hint: <Example layout={layout} /> }}
      testid="option-layout"
    >
      <Choices
        label={t("options.layout")}
        value={value}
        choices={choices}
        onChange={(next) => change({ layout: next === "own" ? "{drive}/{path}/{name}" : next })}
      />
      {value === "own" && (
        <p className={optionsCss.ruleField}>
          <label htmlFor={field}>{t("options.pattern")}</label>
          <input
            id={field}
            value={layout}
            spellCheck={false}
            onChange={(event) => change({ layout: event.currentTarget.value })}
          />
          <span className={css.hint}>
            <Example layout={layout} />
          </span>
        </p>
      )}
    </OptionGroup>
  );
}

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
  ];
  const now = choices.find((choice) => choice.value === verify) ?? choices[1];
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

function LeaveOut() {
  const { t } = useTranslation("wizard");
  const junk = useDraft((draft) => draft.config.junk);
  const exclude = useDraft((draft) => draft.config.exclude);
  const field = useId();
  const rules = exclude.filter((rule) => rule.trim()).length;
  const chosen = [
    junk === "leave-out" && t("options.junk"),
    rules > 0 && t("options.rulesChosen", { count: rules }),
  ].filter(Boolean);
  return (
    <OptionGroup
      name={t("options.leaveOut")}
      hint={t("options.leaveOutHint")}
      chosen={{
        label: chosen.join(", ") || t("options.nothing"),
        hint: junk === "leave-out" ? t("options.junkHint") : undefined,
      }}
      testid="option-leave-out"
    >
      <Check
        label={t("options.junk")}
        hint={t("options.junkHint")}
        on={junk === "leave-out"}
        onChange={(on) => change({ junk: on ? "leave-out" : "keep" })}
      />
      <p className={optionsCss.ruleField}>
        <label htmlFor={field} className={css.hint}>
          {t("options.rules")}
        </label>
        <textarea
          id={field}
          rows={3}
          spellCheck={false}
          defaultValue={exclude.join("\n")}
          onChange={(event) =>
            change({
              exclude: event.currentTarget.value
                .split("\n")
                .map((rule) => rule.trim())
                .filter(Boolean),
            })
          }
        />
      </p>
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

export function OptionsStep() {
  const { t } = useTranslation("wizard");
  const exact = useDraft((draft) => draft.config.exact_plan);
  return (
    <>
      <div className={css.top} style={{ marginBottom: 6 }}>
        <div>
          <Heading>{t("options.title")}</Heading>
          <p className={css.lead}>{t("options.lead")}</p>
        </div>
      </div>
      <Layout />
      <Verify />
      <LeaveOut />
      <OptionGroup
        name={t("options.same")}
        chosen={{ label: t("options.sameLine"), hint: t("options.sameHint") }}
      />
      <Repeats />
      <OptionGroup
        name={t("options.archivists")}
        chosen={{ label: t("options.archivistsLine"), hint: exact ? t("options.exact") : undefined }}
      >
        <Check
          label={t("options.exact")}
          hint={t("options.exactHint")}
          on={exact}
          onChange={(on) => change({ exact_plan: on })}
        />
      </OptionGroup>
    </>
  );
}
