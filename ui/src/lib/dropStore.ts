/** What hangs over the window, and which screen takes it if it is let go. */
import { useEffect } from "react";
import { create } from "zustand";

interface Drop {
  /** Paths that hang over the window now. */
  over: string[] | null;
  /** The screen's own way to take a drop; without one it starts a new job. */
  take: ((paths: string[]) => void) | null;
}

export const useDrop = create<Drop>(() => ({ over: null, take: null }));

export function useTakeDrop(take: (paths: string[]) => void): void {
  useEffect(() => {
    useDrop.setState({ take });
    return () => useDrop.setState((now) => (now.take === take ? { take: null } : now));
  }, [take]);
}
