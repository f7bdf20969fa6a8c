/** One content, seen at many places: what of it is said first. Pure, so that it can be tested. */
import type { WherePlace, WhereRow } from "@/ipc";

/** The place that the search was about: an old path that has every word of it, else any old one, else an archive's. */
export function meantPlace(row: WhereRow, search: string): WherePlace | undefined {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = (place: WherePlace) => words.every((word) => place.path.toLowerCase().includes(word));
  const old = row.places.filter((place) => !place.archive);
  return old.find(fits) ?? row.places.find(fits) ?? old[0] ?? row.places[0];
}

/** On how many different volumes an archive holds it; a copy that failed its check does not count. */
export function archivesOf(row: WhereRow): WherePlace[] {
  const seen = new Set<string>();
  return row.places.filter((place) => {
    const good = place.archive && (place.verified === null || place.verified === "ok");
    if (!good || seen.has(place.volume)) return false;
    seen.add(place.volume);
    return true;
  });
}
