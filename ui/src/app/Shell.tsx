/** The frame around every screen: navigation, header with the running job, drops, keys, spoken status. */
import { Outlet } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { ClosingDialogue } from "./ClosingDialogue";
import { CrumbPlace } from "./crumbPlace";
import { DropCurtain } from "./DropCurtain";
import { FindAnything } from "./FindAnything";
import { showFullText } from "./fullText";
import { keepFocus } from "./keepFocus";
import { Nav } from "./Nav";
import { Pill } from "./Pill";
import css from "./Shell.module.css";
import { Speaker } from "./Speaker";
import { useKeys } from "./useKeys";
import { useLanguage } from "./useLanguage";
import { useShellEvents } from "./useShellEvents";
import { useTheme } from "./useTheme";

export function Shell() {
  const [crumbs, setCrumbs] = useState<HTMLElement | null>(null);
  useTheme();
  useLanguage();
  useShellEvents();
  useKeys();
  useEffect(showFullText, []);
  useEffect(keepFocus, []);
  return (
    <CrumbPlace.Provider value={crumbs}>
      <div className={css.shell}>
        <Nav />
        <div className={css.right}>
          <header className={css.header}>
            <div className={css.crumbs} ref={setCrumbs} />
            <Pill />
            <FindAnything />
          </header>
          <div className={css.screen}>
            <Outlet />
          </div>
        </div>
      </div>
      <DropCurtain />
      <ClosingDialogue />
      <Speaker />
    </CrumbPlace.Provider>
  );
}
