/** The files that are being read now, at most four. */
import { useTranslation } from "react-i18next";
import { KindIcon } from "@/components/KindIcon";
import { PathText } from "@/components/PathText";
import type { JobSnapshot } from "@/ipc";
import { percent, size } from "@/lib/format";
import css from "./figure.module.css";

export function CurrentFiles({ snapshot, archives }: { snapshot: JobSnapshot; archives: number }) {
  const { t } = useTranslation("run");
  const [first, ...others] = snapshot.state === "paused" ? [] : snapshot.current;
  return (
    <div className={css.current}>
      {first ? (
        <>
          <span className="muted">{t("now")}</span>
          <KindIcon name={first.path} />
          <span className={css.currentPath}>
            <PathText path={first.path} />
          </span>
          <span className={css.currentRest} title={others.map((file) => file.path).join("\n")}>
            {t(first.compares ? "currentCompared" : "currentOf", {
              percent: percent(first.bytes_done, first.size),
              size: size(first.size),
              drive: first.drive,
            })}
            {others.length > 0 && `, ${t("currentMore", { count: others.length })}`}
          </span>
        </>
      ) : (
        <span className="muted">
          {snapshot.state !== "paused"
            ? t("between")
            : t(snapshot.paused === "user" ? "pausedNow" : "waitsNow")}
        </span>
      )}
      {snapshot.phase === "copy" && (
        <span className={css.once}>{archives === 2 ? t("onceBoth") : t("once", { count: archives })}</span>
      )}
    </div>
  );
}
