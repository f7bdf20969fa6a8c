/** A new job that was begun and not yet looked at: where one left it. */
import { useTranslation } from "react-i18next";
import { Button, LinkButton } from "@/components/Button";
import { forget, useDraft } from "@/features/wizard/draft";
import { foldersOf } from "@/features/wizard/space";
import { day, time } from "@/lib/format";
import css from "./job.module.css";

export function DraftCard() {
  const { t } = useTranslation(["home", "common"]);
  const { config, folders, savedMs, jobId } = useDraft();
  if (jobId !== null || config.sources.length === 0) return null;
  const names = foldersOf(config.sources, folders).map((folder) => folder.name);
  return (
    <section className={css.draft} aria-label={t("draft.title")} data-testid="draft-card">
      <p title={names.join(", ")}>
        <b>{t("draft.title")}</b> <span className="muted">{names.join(", ")}</span>
      </p>
      {savedMs && (
        <span className="muted">
          {day(savedMs, t("common:today"))} {time(savedMs)}
        </span>
      )}
      <Button kind="text" onClick={forget}>
        {t("draft.drop")}
      </Button>
      <LinkButton
        to="/new"
        search={{ step: config.destinations.length > 0 ? "review" : "archive" }}
        small
        kind="plain"
      >
        {t("draft.go")}
      </LinkButton>
    </section>
  );
}
