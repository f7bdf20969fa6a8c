/** Which rows are on screen, told at most twenty times a second: a scroll through a million asks for few pages. */
import { useCallback, useEffect, useRef, useState } from "react";

const BETWEEN_MS = 50;

export interface Range {
  key: string;
  start: number;
  end: number;
}

export function useRange(key: string): [Range, (start: number, end: number) => void] {
  const [range, setRange] = useState<Range>({ key, start: 0, end: 0 });
  const wish = useRef<Range | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const last = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  const onRange = useCallback(
    (start: number, end: number) => {
      wish.current = { key, start, end };
      const apply = () => {
        timer.current = undefined;
        last.current = Date.now();
        if (wish.current) setRange(wish.current);
      };
      if (timer.current !== undefined) return;
      const due = last.current + BETWEEN_MS - Date.now();
      if (due <= 0) apply();
      else timer.current = setTimeout(apply, due);
    },
    [key],
  );
  return [range, onRange];
}
