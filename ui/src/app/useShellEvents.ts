/** What the shell says unasked, put where it belongs: run store, cache, address, drop curtain. */
import { useNavigate } from "@tanstack/react-router";
import { useEffect } from "react";
import { useBringIn } from "@/features/wizard/bringIn";
import { call, type Notice, onNativeDrop, onShell } from "@/ipc";
import { takeCheck } from "@/lib/checkStore";
import { useDrop } from "@/lib/dropStore";
import { keys, outdated } from "@/lib/query";
import { takeEnd, takeSnapshot, useRuns } from "@/lib/runStore";
import { tell } from "@/lib/toast";
import { useClosing } from "./closing";

function listenToRuns(): () => void {
  void call("run_active").then(
    (active) => {
      for (const snapshot of active) takeSnapshot(snapshot);
    },
    (error: unknown) => console.error("run_active", error),
  );
  const stops = [
    onShell("run://snapshot", (snapshot) => takeSnapshot(snapshot)),
    onShell("run://finished", ({ id, state, verdict }) => {
      if (useRuns.getState().runs[id]?.finished) return;
      void takeEnd(
        id,
        state,
        verdict,
        state === "completed" || state === "ready" ? 0 : state === "completed_with_errors" ? 1 : 3,
      );
    }),
    onShell("drives://changed", () => outdated(keys.drives)),
    onShell("check://progress", takeCheck),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

function useOpening(): void {
  const navigate = useNavigate();
  useEffect(() => {
    const open = ({ screen, job }: Notice["opens"]) =>
      void (job === null
        ? navigate({ to: "/" })
        : navigate({ to: `/job/$id/${screen}`, params: { id: job } }));
    const stops = [
      onShell("app://open", open),
      onShell("app://toast", (notice) => tell(notice, () => open(notice.opens))),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [navigate]);
}

export function useShellEvents(): void {
  const bringIn = useBringIn();
  useEffect(listenToRuns, []);
  useOpening();
  useEffect(() => onShell("app://close-asked", () => useClosing.setState({ asked: true })), []);
  useEffect(
    () =>
      onNativeDrop({
        over: (paths) => useDrop.setState({ over: paths }),
        leave: () => useDrop.setState({ over: null }),
        drop: (paths) => {
          const { take } = useDrop.getState();
          useDrop.setState({ over: null });
          if (take) take(paths);
          else void bringIn.look(paths);
        },
      }),
    [bringIn],
  );
}
