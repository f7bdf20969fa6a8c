/** Ctrl+K: any screen, job, drive or act by its name. */
import { createSpotlight, Spotlight, type SpotlightActionGroupData, useSpotlight } from "@mantine/spotlight";
import { useQuery } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import {
  ArchiveIcon,
  DriveIcon,
  HomeIcon,
  LogIcon,
  OpenFolderIcon,
  PlusIcon,
  SearchIcon,
  SettingsIcon,
} from "@/components/icons";
import { driveKey } from "@/features/home/driveRows";
import { useBringIn } from "@/features/wizard/bringIn";
import { call } from "@/ipc";
import { jobScreen } from "@/lib/jobScreen";
import { keys } from "@/lib/query";
import { zoom } from "@/lib/zoom";
import css from "./Palette.module.css";

const [store, palette] = createSpotlight();

export const openPalette = palette.open;

const LIST = "palette-list";

function useScreens(): SpotlightActionGroupData {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const to = (path: "/" | "/drives" | "/archive" | "/settings" | "/log") => () => void navigate({ to: path });
  return {
    group: t("palette.screen"),
    actions: [
      { id: "home", label: t("nav.home"), leftSection: <HomeIcon size={17} />, onClick: to("/") },
      { id: "drives", label: t("nav.drives"), leftSection: <DriveIcon size={17} />, onClick: to("/drives") },
      {
        id: "archive",
        label: t("nav.archive"),
        leftSection: <ArchiveIcon size={17} />,
        onClick: to("/archive"),
      },
      { id: "log", label: t("nav.log"), leftSection: <LogIcon size={17} />, onClick: to("/log") },
      {
        id: "settings",
        label: t("nav.settings"),
        leftSection: <SettingsIcon size={17} />,
        onClick: to("/settings"),
      },
    ],
  };
}

function useActs(): SpotlightActionGroupData {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const bringIn = useBringIn();
  return {
    group: t("palette.action"),
    actions: [
      {
        id: "new",
        label: t("newJob"),
        leftSection: <PlusIcon size={17} />,
        onClick: () => void navigate({ to: "/new" }),
      },
      {
        id: "pick",
        label: t("chooseFolders"),
        leftSection: <OpenFolderIcon size={17} />,
        onClick: () => void bringIn.pick(),
      },
      ...(["larger", "smaller", "usual"] as const).map((wish) => ({
        id: `zoom-${wish}`,
        label: t(`palette.zoom.${wish}`),
        onClick: () => zoom(wish),
      })),
    ],
  };
}

function useThings(): SpotlightActionGroupData[] {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const jobs = useQuery({ queryKey: keys.jobs, queryFn: () => call("jobs_list") });
  const drives = useQuery({ queryKey: keys.known, queryFn: () => call("drives_known") });
  return [
    {
      group: t("palette.job"),
      actions: (jobs.data ?? []).map((job) => ({
        id: `job-${job.id}`,
        label: job.name,
        onClick: () => void navigate(jobScreen(job)),
      })),
    },
    {
      group: t("palette.drive"),
      actions: (drives.data ?? [])
        .filter((drive) => !drive.archive)
        .map((drive) => ({
          id: `drive-${driveKey(drive)}`,
          label: drive.name,
          description: t(`verdict.${drive.verdict}`),
          leftSection: <DriveIcon size={17} />,
          onClick: () => void navigate({ to: "/drives", search: { volume: drive.volume, path: drive.path } }),
        })),
    },
  ];
}

/** Entries as a list box: the field keeps the focus, and says which entry is chosen. */
function asOptions(groups: SpotlightActionGroupData[]): SpotlightActionGroupData[] {
  return groups.map((group, place) => ({
    ...group,
    actions: group.actions.map((action, at) => ({
      ...action,
      role: "option",
      "aria-selected": false,
      ref: (node: HTMLButtonElement | null) => {
        if (node) node.id = `${LIST}-${place}-${at}`;
      },
    })),
  }));
}

/** Spotlight marks its choice in the document alone; a screen reader has to be told of it. */
function useChosen(): string | undefined {
  const { opened } = useSpotlight(store);
  const [chosen, setChosen] = useState<string>();
  useEffect(() => {
    if (!opened) return;
    const look = () => {
      const list = document.getElementById(LIST);
      const now = list?.querySelector("[data-selected]");
      for (const one of list?.querySelectorAll("[aria-selected]") ?? [])
        one.setAttribute("aria-selected", String(one === now));
      setChosen(now?.id);
    };
    const watch = new MutationObserver(look);
    watch.observe(document.body, {
      subtree: true,
      childList: true,
      attributes: true,
      attributeFilter: ["data-selected"],
    });
    return () => watch.disconnect();
  }, [opened]);
  return opened ? chosen : undefined;
}

export function Palette() {
  const { t } = useTranslation();
  const groups = [useScreens(), useActs(), ...useThings()].filter((group) => group.actions.length > 0);
  const chosen = useChosen();
  return (
    <Spotlight
      store={store}
      actions={asOptions(groups)}
      shortcut={null}
      nothingFound={<span role="status">{t("palette.nothing")}</span>}
      scrollAreaProps={{ id: LIST, role: "listbox", "aria-label": t("palette.label") }}
      highlightQuery={false}
      limit={12}
      scrollable
      overlayProps={{ blur: 0, backgroundOpacity: 0.4 }}
      attributes={{ content: { "aria-label": t("palette.label") } }}
      maxHeight={420}
      yOffset="clamp(8px, 20vh - 56px, 80px)"
      classNames={{ actionsList: css.list }}
      transitionProps={{ duration: 0 }}
      returnFocus={false}
      searchProps={{
        placeholder: t("palette.hint"),
        "aria-label": t("palette.label"),
        role: "combobox",
        "aria-expanded": true,
        "aria-autocomplete": "list",
        "aria-controls": LIST,
        "aria-activedescendant": chosen,
        leftSection: <SearchIcon size={18} />,
      }}
    />
  );
}
