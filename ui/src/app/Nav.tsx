/** Left navigation: 200 px, a 56 px rail where the window is narrow. */
import { Link, useLocation } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ArchiveIcon, DriveIcon, HomeIcon, type Icon, LogIcon, Mark, SettingsIcon } from "@/components/icons";
import css from "./Shell.module.css";

type Place = {
  to: "/" | "/drives" | "/archive" | "/log" | "/settings";
  name: "home" | "drives" | "archive" | "log" | "settings";
  icon: Icon;
};

const TOP: Place[] = [
  { to: "/", name: "home", icon: HomeIcon },
  { to: "/drives", name: "drives", icon: DriveIcon },
  { to: "/archive", name: "archive", icon: ArchiveIcon },
];

const FOOT: Place[] = [
  { to: "/log", name: "log", icon: LogIcon },
  { to: "/settings", name: "settings", icon: SettingsIcon },
];

function Item({ place }: { place: Place }) {
  const { t } = useTranslation();
  const path = useLocation({ select: (location) => location.pathname });
  // A job and a new job are reached from Home and belong to it.
  const inside = place.to === "/" && (path.startsWith("/job/") || path.startsWith("/new"));
  const Drawn = place.icon;
  return (
    <li>
      <Link
        to={place.to}
        className={css.item}
        activeOptions={{ exact: place.to === "/", includeSearch: false }}
        data-inside={inside || undefined}
        data-testid={`nav-${place.name}`}
        title={t(`nav.${place.name}`)}
      >
        <Drawn size={17} />
        <span>{t(`nav.${place.name}`)}</span>
      </Link>
    </li>
  );
}

export function Nav() {
  const { t } = useTranslation();
  return (
    <nav className={css.nav} aria-label={t("nav.label")}>
      <div className={css.brand}>
        <Mark size={20} />
        <span>{t("app")}</span>
      </div>
      <ul>
        {TOP.map((place) => (
          <Item key={place.to} place={place} />
        ))}
      </ul>
      <ul className={css.foot}>
        {FOOT.map((place) => (
          <Item key={place.to} place={place} />
        ))}
      </ul>
    </nav>
  );
}
