/** Reads the log from its end on, a call a second while one follows. */
import { useCallback, useEffect, useRef, useState } from "react";
import { call, type LogLine } from "@/ipc";

const EVERY_MS = 1_000;
/** More lines than anyone scrolls through; older ones are in the file. */
const KEPT = 20_000;

export function useLogTail(follow: boolean) {
  const [lines, setLines] = useState<LogLine[]>([]);
  const [loaded, setLoaded] = useState(false);
  const [error, setError] = useState<unknown>(null);
  const after = useRef(0);
  const read = useCallback(async () => {
    try {
      const fresh = await call("log_tail", { id: null, after: after.current });
      const last = fresh[fresh.length - 1];
      if (last) {
        after.current = last.number;
        setLines((now) => [...now, ...fresh].slice(-KEPT));
      }
      setError(null);
    } catch (refused) {
      setError(refused);
    } finally {
      setLoaded(true);
    }
  }, []);
  useEffect(() => {
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const turn = async () => {
      await read();
      if (!gone && follow) timer = setTimeout(turn, EVERY_MS);
    };
    void turn();
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [read, follow]);
  return { lines, loaded, error, retry: () => void read() };
}
