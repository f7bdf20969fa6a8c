/** What is true only for a moment need not be said: true once it has been so for a while. */
import { useEffect, useState } from "react";

export function useLasting(now: boolean, forMs: number): boolean {
  const [lasted, setLasted] = useState(false);
  useEffect(() => {
    if (!now) return;
    const timer = setTimeout(() => setLasted(true), forMs);
    return () => {
      clearTimeout(timer);
      setLasted(false);
    };
  }, [now, forMs]);
  return now && lasted;
}
