/** The one big figure: bytes of the phase, with files, speed and time left beside it. */
import { useTranslation } from "react-i18next";
import { Facts } from "@/components/Facts";
import { Progress } from "@/components/Progress";
import type { JobSnapshot } from "@/ipc";
import { count, duration, inUnit, percent, rate, sharedUnit } from "@/lib/format";
import { lastPart } from "@/lib/paths";
import { progressOf } from "@/lib/progress";
import css from "./figure.module.css";

function useTimeLeft(snapshot: JobSnapshot): { value: string; remark: string } {
  const { t } = useTranslation("run");
  if (snapshot.state === "paused") {
    if (snapshot.paused === "full") return { value: t("waiting"), remark: t("waitsForRoom") };
    if (snapshot.paused === "drive_missing") return { value: t("waiting"), remark: t("waitsForDrive") };
    return { value: t("paused"), remark: t("pausedRemark") };
  }
  if (snapshot.stalled_s !== null) {
    const file = snapshot.current[0];
    return {
      value: t("stalledValue", { time: duration(snapshot.stalled_s) }),
      remark: file ? t("stalledOn", { file: lastPart(file.path) }) : t("stalledRemark"),
    };
  }
  if (snapshot.eta_s !== null)
    return { value: t("aboutValue", { time: duration(snapshot.eta_s) }), remark: t("timeRemark") };
  return { value: "–", remark: snapshot.elapsed_s < 10 ? t("timeSoon") : t("timeUnknown") };
}

/** What the drives do, in words, beside the rate. */
function useSpeedRemark(snapshot: JobSnapshot): string {
  const { t } = useTranslation("run");
  if (snapshot.state === "paused") return t("noneReading");
  const readers = snapshot.drives.filter(
    (line) => line.work === "reading" || line.work === "reading_back",
  ).length;
  return readers === 0 ? t("noneReading") : t("reading", { count: readers });
}

export function Figure({ snapshot, wide }: { snapshot: JobSnapshot; wide: boolean }) {
  const { t } = useTranslation(["run", "common"]);
  const left = useTimeLeft(snapshot);
  const remark = useSpeedRemark(snapshot);
  const still = snapshot.state === "paused" || snapshot.stalled_s !== null;
  const share = progressOf(snapshot);
  const unit = sharedUnit(snapshot.bytes_total);
  const done = share.by === "bytes" ? inUnit(share.part, unit) : count(share.part);
  const all =
    share.by === "bytes"
      ? `${inUnit(share.all, unit)} ${unit.name}`
      : t("common:files", { count: share.all });
  const files = t("filesOf", { done: count(snapshot.files_done), all: count(snapshot.files_total) });
  // Nothing of them is copied.
  const repeats = snapshot.phase === "copy" ? snapshot.equation.expected_repeats.files : 0;
  const verb = snapshot.phase === "copy" ? t("filesCopied") : t("filesChecked");
  return (
    <section className={css.figure} aria-label={t("progress")}>
      <div className={css.figureTop}>
        <p className={css.big} data-testid="live-figure">
          <b>{done}</b> {t("of")} {all}{" "}
          <span className={css.share}>{t("common:percent", { value: percent(share.part, share.all) })}</span>
        </p>
        {wide ? (
          <Facts
            facts={[
              {
                caption: verb,
                value: files,
                remark: [
                  t("toGo", { count: snapshot.files_total - snapshot.files_done }),
                  repeats > 0 && t("noCopy", { count: repeats }),
                ]
                  .filter(Boolean)
                  .join("; "),
              },
              { caption: t("speed"), value: still ? "–" : rate(snapshot.rate), remark },
              { caption: t("timeLeft"), value: left.value, remark: left.remark },
            ]}
          />
        ) : (
          <p className={css.line}>
            <b>{still ? left.value : rate(snapshot.rate)}</b> ·{" "}
            {t("filesLine", { files, count: snapshot.files_total })}
            {snapshot.eta_s !== null && !still && (
              <>
                {" "}
                · <b>{t("about", { time: duration(snapshot.eta_s) })}</b>
              </>
            )}
          </p>
        )}
      </div>
      <Progress label={t("progress")} part={share.part} all={share.all} height={10} />
    </section>
  );
}
