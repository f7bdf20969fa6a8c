/** A job's choices as the YAML file that the command line reads, too. */
import { useTranslation } from "react-i18next";
import { call } from "@/ipc";
import { complain, say } from "@/lib/toast";
import { change, useDraft } from "./draft";

export function useConfigFile() {
  const { t } = useTranslation(["wizard", "common"]);
  const save = async () => {
    const path = await call("job_config_save", { config: useDraft.getState().config });
    if (path) say(t("common:savedTo", { path }));
  };
  const load = async () => {
    const config = await call("job_config_load");
    if (!config) return;
    const paths = [...config.sources, ...config.destinations, ...config.pools];
    change(config, paths.length > 0 ? await call("folders_look", { paths }) : []);
    say(t("file.loaded"));
  };
  return { save: () => void save().catch(complain), load: () => void load().catch(complain) };
}
