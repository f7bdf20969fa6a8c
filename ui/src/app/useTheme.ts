/** Light, dark or as the system says; on Linux the shell knows the system's wish better than the web view. */
import { useMantineColorScheme } from "@mantine/core";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { call } from "@/ipc";
import { keys } from "@/lib/query";

export function useTheme(): void {
  const { setColorScheme } = useMantineColorScheme();
  const settings = useQuery({
    queryKey: keys.settings,
    queryFn: () => call("settings_get"),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const app = useQuery({
    queryKey: keys.app,
    queryFn: () => call("app_info"),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const wish = settings.data?.theme ?? "system";
  const system = app.data?.os_theme;
  useEffect(() => {
    setColorScheme(wish === "system" ? (system ?? "auto") : wish);
  }, [wish, system, setColorScheme]);
}
