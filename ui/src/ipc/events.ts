/** What the shell says unasked: job snapshots, drives that come and go, drops from the file manager. */
import { listen } from "@tauri-apps/api/event";
import { getCurrentWebview } from "@tauri-apps/api/webview";
import type { CheckProgress } from "./bindings/CheckProgress";
import type { JobSnapshot } from "./bindings/JobSnapshot";
import type { Notice } from "./bindings/Notice";
import type { OpenScreen } from "./bindings/OpenScreen";
import type { RunFinished } from "./bindings/RunFinished";

interface ShellEvents {
  "run://snapshot": JobSnapshot;
  "run://finished": RunFinished;
  "drives://changed": null;
  "check://progress": CheckProgress;
  "app://open": OpenScreen;
  "app://toast": Notice;
  "app://close-asked": null;
}

type Stop = () => void;

/** Listens until the returned function is called, also if that happens before the shell has answered. */
function until(start: Promise<Stop>): Stop {
  let stop: Stop | undefined;
  let stopped = false;
  start.then(
    (unlisten) => {
      if (stopped) unlisten();
      else stop = unlisten;
    },
    (error: unknown) => console.error("listening failed", error),
  );
  return () => {
    stopped = true;
    stop?.();
  };
}

export function onShell<N extends keyof ShellEvents>(
  name: N,
  heard: (payload: ShellEvents[N]) => void,
): Stop {
  return until(listen<ShellEvents[N]>(name, (event) => heard(event.payload)));
}

export interface DropHandlers {
  over: (paths: string[]) => void;
  leave: () => void;
  drop: (paths: string[]) => void;
}

/** Tauri's own drop event; the page never sees an HTML5 drag. */
export function onNativeDrop(handlers: DropHandlers): Stop {
  return until(
    getCurrentWebview().onDragDropEvent(({ payload }) => {
      if (payload.type === "enter") handlers.over(payload.paths);
      else if (payload.type === "drop") handlers.drop(payload.paths);
      else if (payload.type === "leave") handlers.leave();
    }),
  );
}
