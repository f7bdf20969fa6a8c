/** The two ways in: the system's own dialog and a drop. Both end in the draft of a new job. */
import { useNavigate } from "@tanstack/react-router";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { call, type FolderView } from "@/ipc";
import { complain, say } from "@/lib/toast";
import { add, beginNew } from "./draft";

export interface BringIn {
  pick: () => Promise<void>;
  look: (paths: string[]) => Promise<void>;
}

/** Only folders and drives come in; a dropped file is named instead of being left out in silence. */
export function useOnlyFolders(): (folders: FolderView[]) => FolderView[] {
  const { t } = useTranslation("wizard");
  return useMemo(
    () => (folders) => {
      const file = folders.find((folder) => !folder.isDirectory);
      if (file) say(t("onlyFolders", { name: file.name }));
      return folders.filter((folder) => folder.isDirectory);
    },
    [t],
  );
}

export function useBringIn(): BringIn {
  const { t } = useTranslation("wizard");
  const navigate = useNavigate();
  const onlyFolders = useOnlyFolders();
  return useMemo(() => {
    const takeIn = async (folders: FolderView[]) => {
      const fit = onlyFolders(folders);
      if (fit.length === 0) return;
      await beginNew();
      add("sources", fit);
      await navigate({ to: "/new", search: { step: "drives" } });
    };
    const guarded = async (ask: () => Promise<FolderView[]>) => {
      try {
        await takeIn(await ask());
      } catch (error) {
        complain(error);
      }
    };
    return {
      pick: () => guarded(() => call("folders_pick", { title: t("drives.pickTitle"), multiple: true })),
      look: (paths) => guarded(() => call("folders_look", { paths })),
    };
  }, [navigate, onlyFolders, t]);
}
