/** The language of the settings, taken up as soon as they say another, here and in what the shell says outside. */
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { call } from "@/ipc";
import { keys } from "@/lib/query";
import { complain } from "@/lib/toast";
import { speakFromNowOn, spokenFor } from "@/locales/speak";

export function useLanguage(): void {
  const settings = useQuery({
    queryKey: keys.settings,
    queryFn: () => call("settings_get"),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const wish = settings.data?.language;
  useEffect(() => {
    if (!wish) return;
    speakFromNowOn(wish).catch(complain);
    call("language_spoken", { language: spokenFor(wish) }).catch(complain);
  }, [wish]);
}
