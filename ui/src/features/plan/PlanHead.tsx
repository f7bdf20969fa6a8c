/** The sentence that answers, and the four facts one decides by. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Facts } from "@/components/Facts";
import { Heading } from "@/components/Page";
import { Segmented } from "@/components/Segmented";
import type { Equation, JobView } from "@/ipc";
import { addUp } from "@/lib/addUp";
import { capacity, count, duration, inUnit, listed, withUnit } from "@/lib/format";
import {
  foundTerm,
  freshTally,
  needNoCopy,
  needNoCopyBytes,
  planTerms,
  shownSaved,
  shownSizes,
} from "@/lib/terms";
import css from "./plan.module.css";
import { isShort } from "./room";

interface PlanHeadProps {
  view: JobView;
  equation: Equation;
  by: "bytes" | "files";
  onBy: (by: "bytes" | "files") => void;
  wide: boolean;
  /** Stands beside the switch where the window is narrow. */
  beside?: ReactNode;
}

function useHeadline(equation: Equation): string {
  const { t } = useTranslation("plan");
  const fresh = freshTally(equation).files;
  const rest = needNoCopy(equation);
  const most = equation.undecided.files > 0 ? "head.newAtMost" : "head.new";
  const first = fresh === 0 ? t("head.nothingNew") : t(most, { count: fresh });
  return rest === 0 ? first : `${first} ${t("head.rest", { count: rest })}`;
}

/** How long the copy takes, as far as that is known. */
function useTime(view: JobView, equation: Equation) {
  const { t } = useTranslation("plan");
  if (equation.to_do.files === 0) return { time: t("facts.timeNone"), timeRemark: t("facts.timeNothing") };
  if (view.estimate_s === null) return { time: t("facts.timeLater"), timeRemark: t("facts.timeWhy") };
  const time = duration(view.estimate_s);
  if (view.estimate_is_least) return { time: t("facts.atLeast", { time }), timeRemark: t("facts.timeLeast") };
  return {
    time: t("facts.about", { time }),
    timeRemark: t(view.config.verify === "deep" ? "facts.timeDeep" : "facts.timeCopy"),
  };
}

function useFacts(view: JobView, equation: Equation) {
  const { t } = useTranslation("plan");
  const archives = view.destinations;
  const short = archives.filter(isShort);
  const after = archives.map((archive) => capacity(Math.max(0, archive.free - archive.needed)));
  const terms = planTerms(equation);
  const sizes = shownSizes(foundTerm(equation), terms);
  // What content still has to decide may be copied or saved: both are ranges as long as there is any.
  const open = equation.undecided.bytes;
  const { unit } = addUp(terms.map((term) => term.tally.bytes));
  const range = (least: number, most: string) => (open > 0 ? `${inUnit(least, unit)}–${most}` : most);
  const spared = needNoCopyBytes(equation);
  return {
    copy: range(freshTally(equation).bytes - open, sizes.get("new") ?? ""),
    copyRemark:
      archives.length > 1
        ? t("facts.each", { count: archives.length })
        : t("facts.one", { name: archives[0]?.name ?? "" }),
    saved: open > 0 ? range(spared, withUnit(spared + open, unit)) : shownSaved(terms),
    // In one line there is no room for ranges: the most of each.
    most: {
      copy: sizes.get("new") ?? "",
      saved: open > 0 ? withUnit(spared + open, unit) : shownSaved(terms),
    },
    ...useTime(view, equation),
    space:
      short.length > 0
        ? t("facts.tooLittle")
        : archives.length > 1
          ? archives.length === 2
            ? t("facts.fitsBoth")
            : t("facts.fitsAll", { count: archives.length })
          : t("facts.fits"),
    spaceRemark: t("facts.after", { list: listed(after) }),
  };
}

export function PlanHead({ view, equation, by, onBy, wide, beside }: PlanHeadProps) {
  const { t } = useTranslation("plan");
  const headline = useHeadline(equation);
  const facts = useFacts(view, equation);
  if (wide) {
    return (
      <div className={css.head} data-testid="plan-head">
        <div className={css.headWords}>
          <Heading>{headline}</Heading>
          {needNoCopy(equation) > 0 && <p className="muted">{t("head.why")}</p>}
        </div>
        <Facts
          facts={[
            { caption: t("facts.copy"), value: facts.copy, remark: facts.copyRemark },
            { caption: t("facts.saved"), value: facts.saved, remark: t("facts.savedRemark") },
            { caption: t("facts.time"), value: facts.time, remark: facts.timeRemark },
            { caption: t("facts.space"), value: facts.space, remark: facts.spaceRemark },
          ]}
        />
      </div>
    );
  }
  const open = equation.undecided.files > 0;
  const exact = !open
    ? t("facts.exact")
    : t("facts.notExact", { count: equation.undecided.files, shown: count(equation.undecided.files) });
  const line = [
    t(open ? "facts.lineCopyMost" : "facts.lineCopy", { size: facts.most.copy }),
    t(open ? "facts.lineSavesMost" : "facts.lineSaves", { size: facts.most.saved }),
    view.estimate_s === null ? t("facts.lineTime", { time: facts.time }) : facts.time,
    facts.space,
    exact,
  ];
  return (
    <div className={css.head} data-testid="plan-head">
      <div className={css.headWords}>
        <Heading>{headline}</Heading>
      </div>
      {beside}
      <Segmented
        label={t("barBy")}
        value={by}
        onChange={onBy}
        options={[
          { value: "bytes", label: t("size") },
          { value: "files", label: t("files") },
        ]}
      />
      <p className={`muted ${css.line}`}>{line.join(" · ")}</p>
    </div>
  );
}
