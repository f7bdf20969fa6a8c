/** Where one content is now: each archive that holds it, how it was proven, and every old place. */
import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { AlertIcon, ArchiveIcon, ClockIcon, DriveIcon, OkIcon } from "@/components/icons";
import { PathText } from "@/components/PathText";
import { call, type WherePlace, type WhereRow } from "@/ipc";
import { day, exactBytes, fullTime, size } from "@/lib/format";
import { lastPart } from "@/lib/paths";
import { complain } from "@/lib/toast";
import { archivesOf, meantPlace } from "./where";
import css from "./where.module.css";

function Proven({ place }: { place: WherePlace }) {
  const { t } = useTranslation("archive");
  if (place.verified === null || place.verified_ms === null) {
    return (
      <span className={css.open}>
        <ClockIcon size={16} /> {t("where.notYet")}
      </span>
    );
  }
  const when = fullTime(place.verified_ms);
  if (place.verified !== "ok") {
    return (
      <span className={css.bad}>
        <AlertIcon size={16} /> {t(`where.outcome_${place.verified}`, { when })}
      </span>
    );
  }
  return (
    <span className={css.ok}>
      <OkIcon size={16} /> {t(`where.method_${place.method ?? "present"}`, { when })}
    </span>
  );
}

function Place({ place }: { place: WherePlace }) {
  const { t } = useTranslation("archive");
  const now = place.now;
  return (
    <li className={css.place} data-testid="where-place">
      <ArchiveIcon size={17} />
      <div>
        <b>{place.drive}</b>
        <PathText path={place.path} />
        <Proven place={place} />
      </div>
      {now !== null ? (
        <Button small onClick={() => void call("where_reveal", { path: now }).catch(complain)}>
          {t("where.show")}
        </Button>
      ) : (
        <span className="muted">{place.connected ? t("where.gone") : t("away")}</span>
      )}
    </li>
  );
}

function Old({ places }: { places: WherePlace[] }) {
  const { t } = useTranslation(["archive", "common"]);
  if (places.length === 0) return null;
  return (
    <section aria-label={t("where.seen")}>
      <h3>
        {t("where.seen")} <span>{t("where.places", { count: places.length })}</span>
      </h3>
      <ul>
        {places.map((place) => (
          <li key={`${place.volume} ${place.path}`} className={css.old}>
            <DriveIcon size={16} />
            <Link to="/drives" search={{ volume: place.volume }}>
              {place.drive}
            </Link>
            <PathText path={place.path} />
            <time>{day(place.last_seen_ms, t("common:today"))}</time>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function WherePanel({ row, search, bare }: { row: WhereRow | null; search: string; bare?: boolean }) {
  const { t } = useTranslation("archive");
  if (!row) {
    return (
      <aside className={css.panel} aria-label={t("ask")}>
        <p className="muted">{t("where.none")}</p>
      </aside>
    );
  }
  const name = lastPart(meantPlace(row, search)?.path ?? "");
  const held = archivesOf(row).length;
  const archives = row.places.filter((place) => place.archive);
  return (
    <aside className={bare ? css.bare : css.panel} aria-label={t("ask")} data-testid="where-panel">
      <p className={css.asked}>{t("ask")}</p>
      <h2>{held === 0 ? t("where.nowhere", { name }) : t("where.here", { count: held, name })}</h2>
      <p className="muted" title={exactBytes(row.size)}>
        {size(row.size)}
      </p>
      {archives.length > 0 && (
        <ul className={css.places}>
          {archives.map((place) => (
            <Place key={`${place.volume} ${place.path}`} place={place} />
          ))}
        </ul>
      )}
      <Old places={row.places.filter((place) => !place.archive)} />
    </aside>
  );
}
