/** Checksums of others that are known here, by the file that they came from; each can be forgotten again. */

import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { AlertIcon } from "@/components/icons";
import { PathText } from "@/components/PathText";
import stacked from "@/components/Stacked.module.css";
import { call, type ImportTaken } from "@/ipc";
import { count, day } from "@/lib/format";
import { outdated } from "@/lib/query";
import { say } from "@/lib/toast";
import { inOneLine } from "@/lib/words";
import css from "./import.module.css";
import { useGuarded } from "./useGuarded";

export const TAKEN = ["imports", "taken"] as const;

function Row({ taken, onForget }: { taken: ImportTaken; onForget: () => void }) {
  const { t } = useTranslation(["archive", "common"]);
  return (
    <tr>
      <th scope="row">
        <PathText path={taken.path} />
      </th>
      <td className={css.words} data-label={t("import.takenDrives")}>
        {taken.drives.join(", ") || t("import.unknownDrive")}
      </td>
      <td data-label={t("import.count")}>{count(taken.records)}</td>
      <td data-label={t("import.takenWhen")}>{day(taken.taken_ms, t("common:today"))}</td>
      <td>
        <Button
          kind="text"
          small
          aria-label={t("import.forgetNamed", { path: taken.path })}
          onClick={onForget}
          data-testid="import-forget"
        >
          {t("import.forget")}
        </Button>
      </td>
    </tr>
  );
}

export function TakenOver({ job }: { job: string | null }) {
  const { t } = useTranslation(["archive", "common"]);
  const taken = useQuery({ queryKey: TAKEN, queryFn: () => call("import_taken") });
  const { refused, guarded } = useGuarded();
  const forget = (path: string) =>
    guarded(async () => {
      const records = await call("import_forget", { path, job });
      say(t("import.forgotten", { count: records }));
      outdated(TAKEN);
    });
  const rows = taken.data ?? [];
  return (
    <>
      {refused && (
        <p className={css.bad} role="alert">
          <AlertIcon size={16} /> {inOneLine(refused.message, refused.hint)}
        </p>
      )}
      {rows.length > 0 && (
        <table
          className={`${css.taken} ${stacked.stacked}`}
          aria-label={t("import.taken")}
          data-testid="import-taken"
        >
          <thead>
            <tr>
              <th scope="col">{t("import.taken")}</th>
              <th scope="col">{t("import.takenDrives")}</th>
              <th scope="col">{t("import.count")}</th>
              <th scope="col">{t("import.takenWhen")}</th>
              <th scope="col">
                <span className="unseen">{t("import.forget")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((each) => (
              <Row key={each.path} taken={each} onForget={() => void forget(each.path)} />
            ))}
          </tbody>
        </table>
      )}
    </>
  );
}
