/** In what a file and its twin differ although every byte is the same: name, folder, date. */
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { WholePath } from "@/components/PathText";
import { call, type FileRow } from "@/ipc";
import { fullTime } from "@/lib/format";
import { splitPath } from "@/lib/paths";
import css from "./inspector.module.css";

/** The twin's own date, from the places at which this content was ever seen. */
function useTwinDate(row: FileRow, twin: string): number | undefined {
  const places = useQuery({
    queryKey: ["where", row.checksum],
    queryFn: () => call("where_find", { text: row.checksum ?? "" }),
    enabled: row.checksum !== null,
    staleTime: 60_000,
  });
  return places.data
    ?.flatMap((found) => found.places)
    .find((place) => place.path === twin || place.path.endsWith(`/${twin}`))?.modified_ms;
}

export function Differences({ row, twin }: { row: FileRow; twin: string }) {
  const { t } = useTranslation("plan");
  const date = useTwinDate(row, twin);
  const other = splitPath(twin);
  const folder = other.folder.replace(/\/$/, "");
  const differs: [key: "name" | "folder" | "date", own: string, twins: string][] = [];
  if (other.name !== row.name) differs.push(["name", row.name, other.name]);
  if (folder !== row.folder) differs.push(["folder", row.folder || "/", folder || "/"]);
  // File systems keep times in steps of up to two seconds.
  if (date !== undefined && Math.abs(date - row.modified_ms) > 2_000)
    differs.push(["date", fullTime(row.modified_ms), fullTime(date)]);
  return (
    <section className={css.differences} aria-label={t("differ.title")} data-testid="differences">
      <h3>{differs.length === 0 ? t("differ.nothing") : t("differ.title")}</h3>
      {differs.length > 0 && (
        <dl>
          {differs.map(([key, own, twins]) => (
            <div key={key}>
              <dt>{t(`differ.${key}`)}</dt>
              <dd>
                <WholePath path={own} />
              </dd>
              <dd>
                <WholePath path={twins} />
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  );
}
