/** The frame around every screen: navigation, header with the running job, drops, keys, spoken status. */
import { Outlet } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { SearchIcon } from "@/components/icons";
import { ClosingDialogue } from "./ClosingDialogue";
import { CrumbPlace } from "./crumbPlace";
import { DropCurtain } from "./DropCurtain";
import { showFullText } from "./fullText";
import { Nav } from "./Nav";
import { openPalette, Palette } from "./Palette";
import { Pill } from "./Pill";
import css from "./Shell.module.css";
import { Speaker } from "./Speaker";
import { useKeys } from "./useKeys";
import { useShellEvents } from "./useShellEvents";
import { useTheme } from "./useTheme";

function FindButton() {
  const { t } = useTranslation();
  return (
    <button
      type="button"
      className={css.find}
      onClick={openPalette}
      data-testid="palette-open"
      aria-keyshortcuts="Control+K"
    >
      <SearchIcon size={16} />
      {t("find")}
      <kbd className={css.keys}>Ctrl K</kbd>
    </button>
  );
}

export function Shell() {
  const [crumbs, setCrumbs] = useState<HTMLElement | null>(null);
  useTheme();
  useShellEvents();
  useKeys();
  useEffect(showFullText, []);
  return (
    <CrumbPlace.Provider value={crumbs}>
      <div className={css.shell}>
        <Nav />
        <div className={css.right}>
          <header className={css.header}>
            <div className={css.crumbs} ref={setCrumbs} />
            <Pill />
            <FindButton />
          </header>
          <div className={css.screen}>
            <Outlet />
          </div>
        </div>
      </div>
      <Palette />
      <DropCurtain />
      <ClosingDialogue />
      <Speaker />
    </CrumbPlace.Provider>
  );
}
