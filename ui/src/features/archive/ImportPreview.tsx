/** What an import would bring: from which files, about which drives, and how much of it is new. */

import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { PathText } from "@/components/PathText";
import stacked from "@/components/Stacked.module.css";
import type { ImportPreview } from "@/ipc";
import { count } from "@/lib/format";
import css from "./import.module.css";

/** Kinds whose paths are relative to a folder, which may have to be named. */
const RELATIVE: ImportPreview["sources"][number]["kind"][] = ["list", "bag", "mhl"];

function Sources({ preview }: { preview: ImportPreview }) {
  const { t } = useTranslation("archive");
  return (
    <ul className={css.sources}>
      {preview.sources.map((source) => (
        <li key={source.path}>
          <PathText path={source.path} quiet />
          <span>
            {[
              t(`import.kind_${source.kind}`),
              ...source.algorithms.map(
                (each) => `${each.algorithm.toUpperCase()}: ${t("import.records", { count: each.records })}`,
              ),
              source.ignored > 0 && t("import.ignored", { count: source.ignored }),
            ]
              .filter(Boolean)
              .join(", ")}
          </span>
        </li>
      ))}
    </ul>
  );
}

function Drives({ preview }: { preview: ImportPreview }) {
  const { t } = useTranslation("archive");
  return (
    <table className={`${css.drives} ${stacked.stacked}`}>
      <thead>
        <tr>
          <th scope="col">{t("import.drive")}</th>
          <th scope="col">{t("import.count")}</th>
          <th scope="col">{t("import.matching")}</th>
          <th scope="col">{t("import.changed")}</th>
        </tr>
      </thead>
      <tbody>
        {preview.drives.map((drive) => (
          <tr key={`${drive.name} ${drive.path}`}>
            <th scope="row" title={drive.path ?? undefined}>
              {drive.name || t("import.unknownDrive")}
              {!drive.connected && <span className="muted"> ({t("away")})</span>}
            </th>
            <td data-label={t("import.count")}>{count(drive.records)}</td>
            <td data-label={t("import.matching")}>{count(drive.matching)}</td>
            <td data-label={t("import.changed")}>{count(drive.changed)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function Preview({
  preview,
  base,
  busy,
  onBase,
  onTake,
}: {
  preview: ImportPreview;
  base: string | null;
  busy: boolean;
  onBase: () => void;
  onTake: (trust: boolean) => void;
}) {
  const { t } = useTranslation("archive");
  const [trust, setTrust] = useState(false);
  const fresh = preview.new + preview.newer;
  return (
    <div className={css.preview} data-testid="import-preview">
      <Sources preview={preview} />
      {preview.drives.length > 0 && <Drives preview={preview} />}
      {preview.sources.some((source) => RELATIVE.includes(source.kind)) && (
        <p className={css.base}>
          <Button
            small
            disabled={busy}
            title={t("import.baseHint")}
            onClick={onBase}
            data-testid="import-base"
          >
            {t("import.base")}
          </Button>
          <span className="muted">
            {base === null ? t("import.baseHint") : t("import.baseIs", { path: base })}
          </span>
        </p>
      )}
      <p role="status">
        {t("import.sum", {
          count: preview.records,
          shown: count(preview.records),
          matching: count(preview.matching),
          fresh: count(preview.new),
          newer: count(preview.newer),
          known: count(preview.known),
        })}
      </p>
      <p className="muted">{t("import.use")}</p>
      {preview.trustable > 0 && (
        <label className={css.trust}>
          <input
            type="checkbox"
            checked={trust}
            onChange={(event) => setTrust(event.currentTarget.checked)}
            data-testid="import-trust"
          />
          {t("import.trust", { count: preview.trustable })}
        </label>
      )}
      <p className={css.acts}>
        <Button
          small
          kind="plain"
          disabled={busy || (fresh === 0 && !trust)}
          onClick={() => onTake(trust)}
          data-testid="import-take"
        >
          {fresh === 0 && !trust ? t("import.nothingNew") : t("import.take", { count: fresh })}
        </Button>
      </p>
    </div>
  );
}
