/** Step 4: the whole job in one sentence, and what may stand in its way. */
import { TextInput } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { WizardStep } from "@/app/router";
import { Banner } from "@/components/Banner";
import { Button } from "@/components/Button";
import { AlertIcon } from "@/components/icons";
import { Heading } from "@/components/Page";
import { call, type FolderView } from "@/ipc";
import { listed, sharedUnit, withUnit } from "@/lib/format";
import { keys } from "@/lib/query";
import { wholeProblem } from "@/lib/words";
import { useConfigFile } from "./configFile";
import { change, useDraft } from "./draft";
import { useRefusal } from "./refusal";
import reviewCss from "./review.module.css";
import { defaultName } from "./saving";
import { foldersOf, mostThatComes, roomOn } from "./space";
import css from "./wizard.module.css";

function names(folders: FolderView[]): string {
  return listed(folders.map((folder) => folder.name));
}

interface RowProps {
  name: string;
  step?: WizardStep;
  value: ReactNode;
  hint?: string;
}

function Row({ name, step, value, hint }: RowProps) {
  const { t } = useTranslation("wizard");
  const jobId = useDraft((draft) => draft.jobId);
  const change = {
    className: css.strong,
    "aria-label": t("review.changeNamed", { name }),
    children: t("review.change"),
  };
  return (
    <div className={reviewCss.reviewRow}>
      <dt>{name}</dt>
      <dd>
        <div>{typeof value === "string" ? <p>{value}</p> : value}</div>
        {hint && <p className={css.hint}>{hint}</p>}
      </dd>
      <dd>
        {step && jobId === null && (
          <Link to="/new" search={{ step }} {...change} style={{ textDecoration: "none" }} />
        )}
        {step && jobId !== null && (
          <Link
            to="/job/$id/edit"
            params={{ id: jobId }}
            search={{ step }}
            {...change}
            style={{ textDecoration: "none" }}
          />
        )}
      </dd>
    </div>
  );
}

function Name() {
  const { t } = useTranslation("wizard");
  const name = useDraft((draft) => draft.config.name);
  return (
    <TextInput
      aria-label={t("review.name")}
      size="sm"
      maw={360}
      value={name}
      placeholder={defaultName(t)}
      maxLength={120}
      data-testid="job-name"
      onChange={(event) => change({ name: event.currentTarget.value })}
    />
  );
}

/** Whether there is room, in the worst case: nothing was looked at yet. */
function Space({ archives, most }: { archives: FolderView[]; most: number | null }) {
  const { t } = useTranslation("wizard");
  const known = archives.filter((archive) => archive.capacity > 0);
  const tight = known.some((archive) => roomOn(archive, most).mayNotFit);
  const fits = tight ? t("review.mayNotFit") : t("archive.fits");
  const free = known.map(({ name, free }) =>
    t("review.freeOn", { size: withUnit(free, sharedUnit(free)), name }),
  );
  return (
    <Row
      name={t("review.space")}
      step="archive"
      value={most === null || known.length === 0 ? t("archive.later") : fits}
      hint={free.length > 0 ? listed(free) : undefined}
    />
  );
}

interface RowsProps {
  sources: FolderView[];
  archives: FolderView[];
  /** Bytes that come if all of it is new. */
  most: number | null;
}

function Rows({ sources, archives, most }: RowsProps) {
  const { t } = useTranslation("wizard");
  const config = useDraft((draft) => draft.config);
  const folders = useDraft((draft) => draft.folders);
  const pools = foldersOf(config.pools, folders);
  const leftOut = [config.junk === "leave-out" && t("options.junk"), ...config.exclude]
    .filter(Boolean)
    .join(", ");
  const layout = config.layout === "drive" || config.layout === "merge" ? undefined : config.layout;
  return (
    <dl className={reviewCss.review}>
      <Row name={t("review.name")} value={<Name />} />
      <Row
        name={t("review.drives")}
        step="drives"
        value={t("review.drivesValue", { count: sources.length })}
        hint={t("review.drivesHint")}
      />
      <Row
        name={t("review.archive")}
        step="archive"
        value={names(archives)}
        hint={layout ?? (config.layout === "merge" ? t("options.layoutMerge") : t("options.layoutDrive"))}
      />
      <Space archives={archives} most={most} />
      <Row
        name={t("review.pools")}
        step="archive"
        value={pools.length > 0 ? t("review.poolsMore", { names: names(pools) }) : t("review.poolsArchive")}
        hint={t("review.poolsHint")}
      />
      <Row
        name={t("review.verify")}
        step="options"
        value={t(`options.${config.verify}`)}
        hint={t(`options.${config.verify}Hint`)}
      />
      <Row name={t("review.leaveOut")} step="options" value={leftOut || t("options.nothing")} />
    </dl>
  );
}

function NotFit({ archive, most }: { archive: FolderView; most: number }) {
  const { t } = useTranslation("wizard");
  const unit = sharedUnit(Math.max(most, archive.free));
  return (
    <Banner tone="warn" icon={<AlertIcon size={18} />} title={t("review.notFit", { name: archive.name })}>
      {t("review.notFitLine", { free: withUnit(archive.free, unit), most: withUnit(most, unit) })}
    </Banner>
  );
}

export function ReviewStep() {
  const { t } = useTranslation("wizard");
  const config = useDraft((draft) => draft.config);
  const folders = useDraft((draft) => draft.folders);
  const file = useConfigFile();
  const refusal = useRefusal((state) => state.problem);
  const mounted = useQuery({ queryKey: keys.mounted, queryFn: () => call("drives_list") });
  const sources = foldersOf(config.sources, folders);
  const archives = foldersOf(config.destinations, folders);
  const most = mostThatComes(sources, mounted.data ?? []).bytes;
  const tight = archives.filter((archive) => archive.capacity > 0 && roomOn(archive, most).mayNotFit);
  const [first, ...others] = archives;
  const form = others.length === 0 ? "one" : others.length === 1 ? "two" : "more";
  return (
    <>
      <Heading className={reviewCss.sentence}>
        {t(`review.${form}`, { drives: names(sources), archive: first?.name ?? "", second: names(others) })}
      </Heading>
      <p className={css.lead}>{t("review.lead")}</p>
      <Rows sources={sources} archives={archives} most={most} />
      <p className={css.fileActs}>
        <Button small title={t("file.saveHint")} onClick={file.save} data-testid="config-save">
          {t("file.save")}
        </Button>
      </p>
      <div className={css.banners}>
        {refusal && (
          <Banner
            tone="failed"
            icon={<AlertIcon size={18} />}
            title={t("review.refused")}
            testid="review-refused"
          >
            {wholeProblem(refusal)}
          </Banner>
        )}
        {most !== null && tight.map((archive) => <NotFit key={archive.path} archive={archive} most={most} />)}
      </div>
    </>
  );
}
