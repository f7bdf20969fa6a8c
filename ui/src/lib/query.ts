/** One cache of what the shell answered. Screens say what they need; events say when it is out of date. */
import { QueryClient, type QueryKey } from "@tanstack/react-query";

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      retry: false,
      refetchOnWindowFocus: false,
      staleTime: 5_000,
      gcTime: 5 * 60_000,
      networkMode: "always",
    },
    mutations: { networkMode: "always" },
  },
});

export const keys = {
  app: ["app"] as const,
  jobs: ["jobs"] as const,
  job: (id: string) => ["job", id] as const,
  jobView: (id: string) => ["job", id, "view"] as const,
  results: (id: string) => ["job", id, "results"] as const,
  drives: ["drives"] as const,
  mounted: ["drives", "mounted"] as const,
  known: ["drives", "known"] as const,
  certificates: ["drives", "certificate"] as const,
  /** Hangs on what is plugged in, too. */
  coverage: ["drives", "coverage"] as const,
  settings: ["settings"] as const,
  /** Hangs on the settings. */
  freshJob: ["settings", "freshJob"] as const,
};

export function outdated(key: QueryKey): void {
  void fetchAnew(key);
}

/** The same; over when what is on the screen has been fetched. */
export function fetchAnew(key: QueryKey): Promise<void> {
  return queryClient.invalidateQueries({ queryKey: key });
}
