/** An archive without room: what waits, how much is missing, and the ways on. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Banner } from "@/components/Banner";
import { Button } from "@/components/Button";
import { FullIcon } from "@/components/icons";
import { call, type DriveLine, type JobView } from "@/ipc";
import { sharedUnit, withUnit } from "@/lib/format";
import { goOnInto } from "@/lib/runAgain";
import type { Run } from "@/lib/runStore";
import { freshTally } from "@/lib/terms";
import { complain } from "@/lib/toast";
import { FinishHere } from "./FinishWithout";
import { GoOn, InHand, othersCarryOn, Without } from "./wayOn";

/** The rest goes into another archive; what is in the full one counts as archived. */
function Elsewhere({ view, path }: { view: JobView; path: string }) {
  const { t } = useTranslation("run");
  const [busy, setBusy] = useState(false);
  const choose = async () => {
    const [chosen] = await call("folders_pick", { title: t("elsewhere.pick"), multiple: false });
    if (chosen) await goOnInto(view.id, path, chosen.path);
  };
  const begin = () => {
    setBusy(true);
    choose()
      .catch(complain)
      .finally(() => setBusy(false));
  };
  return (
    <Button small kind="plain" disabled={busy} onClick={begin} data-testid="archive-elsewhere">
      {t("elsewhere.open")}
    </Button>
  );
}

export function Full({ view, line, run }: { view: JobView; line: DriveLine; run: Run }) {
  const { t } = useTranslation("run");
  const left = run.snapshot ? freshTally(run.snapshot.equation) : { files: 0, bytes: 0 };
  const missing = Math.max(0, left.bytes - line.free);
  const own = view.destinations.find((archive) => archive.id === line.root);
  const others = view.destinations.filter((archive) => archive.id !== line.root);
  const waits = run.snapshot?.state === "paused" && run.snapshot.paused !== "user";
  return (
    <Banner
      tone="warn"
      icon={<FullIcon size={18} />}
      title={t("banner.full", { name: line.name })}
      testid="banner-full"
      actions={
        <>
          {waits && <FinishHere id={view.id} run={run} />}
          {own && others.length === 0 && <Elsewhere view={view} path={own.path} />}
          <Without view={view} line={line} />
          <GoOn id={view.id} run={run} label={t("banner.goOn")} />
        </>
      }
    >
      <InHand run={run} />
      {t("banner.left", { count: left.files, size: withUnit(left.bytes, sharedUnit(left.bytes)) })}{" "}
      {missing > 0 && `${t("banner.free", { size: withUnit(missing, sharedUnit(missing)) })} `}
      {othersCarryOn(run, line) &&
        t("banner.fullOthers", { count: others.length, name: others[0]?.name ?? "" })}
    </Banner>
  );
}
