/** How many copies there are of everything that was ever met, and on which drives they lie. */

import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { AlertIcon, CheckFirstIcon, OkIcon, UnpluggedIcon } from "@/components/icons";
import stacked from "@/components/Stacked.module.css";
import { ErrorState } from "@/components/States";
import { type CoverageView, type CoverageVolume, call, type Tally } from "@/ipc";
import { useDriveWords } from "@/lib/driveWords";
import { count, day, exactBytes, size } from "@/lib/format";
import { keys } from "@/lib/query";
import css from "./coverage.module.css";
import { SecondCopy } from "./SecondCopy";

const PARTS = ["more", "one", "none"] as const;
const SIGNS = {
  more: <OkIcon size={17} className={css.ok} />,
  one: <CheckFirstIcon size={17} className={css.warn} />,
  none: <AlertIcon size={17} className={css.bad} />,
};

/** The whole is all that was met; a part that there is has at least a sliver. */
function Bar({ view }: { view: CoverageView }) {
  const { t } = useTranslation("archive");
  return (
    <div className={css.bar} role="img" aria-label={t("coverage.bar")}>
      {PARTS.filter((part) => view[part].files > 0).map((part) => (
        <span key={part} data-part={part} style={{ flexGrow: view[part].files }} />
      ))}
    </div>
  );
}

function Fact({ part, tally }: { part: (typeof PARTS)[number]; tally: Tally }) {
  const { t } = useTranslation("archive");
  return (
    <li data-testid={`coverage-${part}`}>
      {SIGNS[part]} <b>{t(`coverage.${part}`, { count: tally.files, shown: count(tally.files) })}</b>{" "}
      <span className="muted" title={exactBytes(tally.bytes)}>
        {size(tally.bytes)}
      </span>
    </li>
  );
}

function ReadBack({ volume }: { volume: CoverageVolume }) {
  const { t } = useTranslation(["archive", "common"]);
  if (volume.never_read_back > 0)
    return t("coverage.neverRead", { count: volume.never_read_back, shown: count(volume.never_read_back) });
  if (volume.oldest_read_back_ms === null) return null;
  return t("coverage.allRead", { day: day(volume.oldest_read_back_ms, t("common:today")) });
}

function Volumes({ volumes }: { volumes: CoverageVolume[] }) {
  const { t } = useTranslation(["archive", "common"]);
  const { driveName } = useDriveWords();
  return (
    <table className={`${css.volumes} ${stacked.stacked}`}>
      <thead>
        <tr>
          <th scope="col">{t("coverage.drive")}</th>
          <th scope="col">{t("coverage.copies")}</th>
          <th scope="col">{t("coverage.only")}</th>
          <th scope="col">{t("coverage.read")}</th>
        </tr>
      </thead>
      <tbody>
        {volumes.map((volume) => (
          <tr key={volume.volume}>
            <th scope="row">
              {driveName(volume.name)}
              {!volume.connected && (
                <span className={css.away}>
                  <UnpluggedIcon size={15} /> {t("away")}
                </span>
              )}
            </th>
            <td data-label={t("coverage.copies")}>{count(volume.copies.files)}</td>
            <td data-label={t("coverage.only")}>{count(volume.only.files)}</td>
            <td data-label={t("coverage.read")}>
              <ReadBack volume={volume} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function Coverage() {
  const { t } = useTranslation("archive");
  const coverage = useQuery({ queryKey: keys.coverage, queryFn: () => call("archive_coverage") });
  if (coverage.error)
    return (
      <ErrorState
        error={coverage.error}
        title={t("coverage.cannotCount")}
        onRetry={() => void coverage.refetch()}
      />
    );
  const view = coverage.data;
  if (!view || view.one.files + view.more.files + view.none.files === 0) return null;
  return (
    <section className={css.coverage} aria-label={t("coverage.title")} data-testid="coverage">
      <h2>{t("coverage.title")}</h2>
      <p className="muted">{t("coverage.line")}</p>
      <Bar view={view} />
      <ul className={css.facts}>
        {PARTS.map((part) =>
          view[part].files > 0 ? <Fact key={part} part={part} tally={view[part]} /> : null,
        )}
      </ul>
      {view.one.files > 0 && <SecondCopy volumes={view.volumes} />}
      {view.volumes.length > 0 && <Volumes volumes={view.volumes} />}
    </section>
  );
}
