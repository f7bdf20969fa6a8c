/** Where a new file goes: a folder for each drive, one tree, by date, or a pattern of one's own, each with an example. */
import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { asProblem, call } from "@/ipc";
import { lastPart, splitPath } from "@/lib/paths";
import { sentence } from "@/lib/words";
import { change, useDraft } from "./draft";
import { type Choice, Choices, OptionGroup } from "./OptionGroup";
import optionsCss from "./options.module.css";
import css from "./wizard.module.css";

const BY_DATE = "{date:YYYY}/{date:YYYY-MM-DD}/{name}";
const OWN = "{drive}/{path}/{name}";

function useExample(layout: string) {
  const source = useDraft((draft) => draft.config.sources[0] ?? "");
  return useQuery({
    queryKey: ["layout", layout, source],
    queryFn: () => call("layout_example", { layout, source }),
    staleTime: 60_000,
    placeholderData: (before) => before,
  });
}

/** The place of a file of the first drive, as the engine names it. */
function Example({ layout }: { layout: string }) {
  const { t } = useTranslation("wizard");
  const example = useExample(layout);
  const archive = useDraft(({ config, folders }) => {
    const path = config.destinations[0];
    return path ? (folders[path]?.name ?? lastPart(path)) : undefined;
  });
  if (example.error)
    return <span className={css.badWords}>{sentence(asProblem(example.error).message)}</span>;
  if (!example.data) return null;
  const { folder, name } = splitPath(example.data.to);
  const parts = folder.split("/").filter(Boolean);
  return (
    <>
      {archive && `${archive} / `}
      <b>{parts.join(" / ")}</b>
      {parts.length > 0 && " / "}
      {name}
      {!example.data.real && ` (${t("options.madeUp")})`}
    </>
  );
}

type LayoutChoice = "drive" | "merge" | "date" | "own";

function choiceOf(layout: string): LayoutChoice {
  if (layout === "drive" || layout === "merge") return layout;
  return layout === BY_DATE ? "date" : "own";
}

function Pattern({ layout }: { layout: string }) {
  const { t } = useTranslation("wizard");
  const field = useId();
  // The engine is asked when the typing pauses.
  const [asked] = useDebouncedValue(layout, 250);
  return (
    <p className={optionsCss.ruleField}>
      <label htmlFor={field}>{t("options.pattern")}</label>
      <input
        id={field}
        value={layout}
        spellCheck={false}
        data-testid="layout-pattern"
        onChange={(event) => change({ layout: event.currentTarget.value })}
      />
      <span className={css.hint} data-testid="layout-example">
        <Example layout={asked} />
      </span>
    </p>
  );
}

export function LayoutOption() {
  const { t } = useTranslation("wizard");
  const layout = useDraft((draft) => draft.config.layout);
  const value = choiceOf(layout);
  const choices: Choice<LayoutChoice>[] = [
    { value: "drive", label: t("options.layoutDrive"), hint: <Example layout="drive" /> },
    { value: "merge", label: t("options.layoutMerge"), hint: <Example layout="merge" /> },
    { value: "date", label: t("options.layoutDate"), hint: <Example layout={BY_DATE} /> },
    { value: "own", label: t("options.layoutOwn"), hint: t("options.layoutOwnHint") },
  ];
  const now = choices.find((choice) => choice.value === value);
  const layouts: Record<LayoutChoice, string> = { drive: "drive", merge: "merge", date: BY_DATE, own: OWN };
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
        onChange={(next) => change({ layout: layouts[next] })}
      />
      {value === "own" && <Pattern layout={layout} />}
    </OptionGroup>
  );
}
