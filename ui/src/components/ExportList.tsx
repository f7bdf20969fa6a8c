/** Saves a list whole, as a table, where the user says; the shell writes it. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { complain, say } from "@/lib/toast";
import { Button } from "./Button";

/** `save` answers with the place, or with nothing if the dialog was cancelled. */
export function ExportList({ save }: { save: () => Promise<string | null> }) {
  const { t } = useTranslation("common");
  const [busy, setBusy] = useState(false);
  const run = () => {
    setBusy(true);
    save()
      .then((path) => path && say(t("savedTo", { path })), complain)
      .finally(() => setBusy(false));
  };
  return (
    <Button small disabled={busy} onClick={run} data-testid="export-list">
      {t("exportList")}
    </Button>
  );
}
