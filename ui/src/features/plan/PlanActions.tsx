/** The action bar: nothing has been written yet; the button names the act. */
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, LinkButton } from "@/components/Button";
import { ExportIcon, ReadIcon } from "@/components/icons";
import { call, type JobView } from "@/ipc";
import { start } from "@/lib/runStore";
import { freshTally } from "@/lib/terms";
import { complain, say } from "@/lib/toast";
import css from "./plan.module.css";
import { isShort } from "./room";

function useCopy(view: JobView) {
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const go = async () => {
    setBusy(true);
    try {
      await start(view.id, "summary");
      await navigate({ to: "/job/$id/live", params: { id: view.id } });
    } catch (error) {
      complain(error);
      setBusy(false);
    }
  };
  return { busy, go };
}

function useSave(id: string) {
  const { t } = useTranslation("common");
  return () =>
    call("job_save", { id, what: "plan_csv" }).then((path) => {
      if (path) say(t("savedTo", { path }));
    }, complain);
}

export function PlanActions({ view }: { view: JobView }) {
  const { t } = useTranslation(["plan", "common"]);
  const copy = useCopy(view);
  const save = useSave(view.id);
  const fresh = freshTally(view.equation).files;
  const written = view.equation.copied.files > 0;
  const full = view.destinations.some(isShort) && !view.config.fill;
  return (
    <>
      <ReadIcon size={18} className={css.eye} />
      <p className={css.promise}>
        <b>{written ? t("foot.stays", { count: view.equation.copied.files }) : t("foot.nothing")}</b>{" "}
        <span className={css.promiseRest}>{t("foot.read")}</span>
      </p>
      <Button icon={<ExportIcon size={17} />} onClick={() => void save()} data-testid="plan-save">
        {t("foot.save")}
      </Button>
      <LinkButton
        to="/job/$id/edit"
        params={{ id: view.id }}
        search={{ step: "review" }}
        data-testid="plan-back"
      >
        {t("common:back")}
      </LinkButton>
      <Button
        kind="primary"
        disabled={copy.busy || full}
        title={full ? t("foot.full") : undefined}
        onClick={() => void copy.go()}
        data-testid="plan-copy"
      >
        {fresh > 0
          ? t(view.equation.undecided.files > 0 ? "foot.copyAtMost" : "foot.copy", { count: fresh })
          : view.config.verify === "none"
            ? t("foot.finish")
            : t("foot.check")}
      </Button>
    </>
  );
}
