/** A look that takes a while: what it does, how far it is, and a way to stop it. */
import { useTranslation } from "react-i18next";
import type { CheckKind } from "@/ipc";
import { stopCheck, useChecks } from "@/lib/checkStore";
import { useCheckStep } from "@/lib/checkWords";
import { percent, size } from "@/lib/format";
import { Button } from "./Button";
import css from "./CheckLine.module.css";
import { StopIcon } from "./icons";
import { Progress } from "./Progress";

export function CheckLine({ check, subject }: { check: CheckKind; subject: string }) {
  const { t } = useTranslation();
  const stepOf = useCheckStep();
  const running = useChecks((state) => state.running[check]);
  if (!running) return null;
  if (running.subject !== subject) return <p className={css.other}>{t("check.other")}</p>;
  const now = running.progress;
  const words = [
    stepOf(now),
    now && now.files > 0 && t("files", { count: now.files }),
    now && now.bytes_done > 0 && size(now.bytes_done),
    now && now.bytes_total > 0 && t("percent", { value: percent(now.bytes_done, now.bytes_total) }),
  ].filter(Boolean);
  return (
    <div className={css.line} data-testid="check-line">
      <span className={css.words}>{words.join(", ")}</span>
      {now && now.bytes_total > 0 && (
        <span className={css.bar}>
          <Progress label={t("check.progress")} part={now.bytes_done} all={now.bytes_total} height={6} />
        </span>
      )}
      <Button small icon={<StopIcon size={14} />} onClick={() => stopCheck(check)} data-testid="check-stop">
        {t("check.stop")}
      </Button>
    </div>
  );
}
