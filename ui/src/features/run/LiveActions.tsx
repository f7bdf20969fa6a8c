/** Pause is plain, Stop quiet: Live has no primary. Stopping asks once and says what stays. */
import { useHotkeys } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Dialogue } from "@/components/Dialogue";
import { AwakeIcon, PauseIcon, PlayIcon, StopIcon, WriteIcon } from "@/components/icons";
import { call } from "@/ipc";
import { count } from "@/lib/format";
import type { Run } from "@/lib/runStore";
import { freshTally } from "@/lib/terms";
import { complain } from "@/lib/toast";
import { useWide } from "@/lib/useWide";
import css from "./run.module.css";

function usePause(id: string, run: Run) {
  const [asked, setAsked] = useState<"pause" | "go" | null>(null);
  const paused = run.snapshot?.state === "paused";
  // The answer to a pause is the next snapshot, not the click.
  const waits = asked === "pause" ? !paused : asked === "go" && paused;
  const toggle = () => {
    setAsked(paused ? "go" : "pause");
    const held = run.snapshot?.paused === "user";
    call(paused ? "run_go_on" : "run_pause", { id }).then(
      // A run that waits for a drive or for room may have to go on waiting.
      () => paused && !held && setAsked(null),
      (error: unknown) => {
        setAsked(null);
        complain(error);
      },
    );
  };
  return { paused, waits, toggle };
}

function StopDialogue({
  id,
  run,
  opened,
  onClose,
}: {
  id: string;
  run: Run;
  opened: boolean;
  onClose: () => void;
}) {
  const { t } = useTranslation("run");
  const [stopping, setStopping] = useState(false);
  const equation = run.snapshot?.equation;
  const copied = equation?.copied.files ?? 0;
  const writes = copied > 0 || run.snapshot?.phase === "copy";
  const stop = () => {
    setStopping(true);
    call("run_stop", { id })
      .then(onClose, complain)
      .finally(() => setStopping(false));
  };
  return (
    <Dialogue
      title={writes ? t("stop.title") : t("stop.titleLook")}
      opened={opened}
      onClose={onClose}
      actions={
        <>
          <Button kind="plain" onClick={onClose} data-testid="stop-go-on" data-autofocus>
            {writes ? t("stop.goOn") : t("stop.goOnLook")}
          </Button>
          <Button
            kind="primary"
            icon={<StopIcon size={15} />}
            disabled={stopping}
            onClick={stop}
            data-testid="stop-confirm"
          >
            {t("stop.act")}
          </Button>
        </>
      }
    >
      {writes
        ? t("stop.stays", {
            count: copied,
            shown: count(copied),
            left: count(equation ? freshTally(equation).files : 0),
          })
        : t("stop.nothing")}
    </Dialogue>
  );
}

export function LiveActions({ id, run }: { id: string; run: Run }) {
  const { t } = useTranslation("run");
  const wide = useWide();
  const [asking, setAsking] = useState(false);
  const { paused, waits, toggle } = usePause(id, run);
  useHotkeys([["Space", toggle]], ["INPUT", "TEXTAREA", "SELECT", "BUTTON", "A"]);
  const looking = (run.snapshot?.equation.copied.files ?? 0) === 0 && run.snapshot?.phase !== "copy";
  const promise = looking ? t("footLook") : t("foot");
  return (
    <>
      {wide ? (
        <WriteIcon size={18} className={css.footIcon} />
      ) : (
        <AwakeIcon size={18} className={css.footIcon} />
      )}
      <p className={css.footWords}>
        {!wide && run.snapshot?.sleep_prevented && `${t("awake")}. `}
        {promise}
      </p>
      <Button icon={<StopIcon size={15} />} onClick={() => setAsking(true)} data-testid="live-stop">
        {t("stop.open")}
      </Button>
      <Button
        kind="plain"
        icon={paused ? <PlayIcon size={16} /> : <PauseIcon size={16} />}
        disabled={waits || !run.snapshot}
        onClick={toggle}
        aria-keyshortcuts="Space"
        data-testid="live-pause"
      >
        {waits ? (paused ? t("goingOn") : t("pausing")) : paused ? t("goOn") : t("pause")}
      </Button>
      <StopDialogue id={id} run={run} opened={asking} onClose={() => setAsking(false)} />
    </>
  );
}
