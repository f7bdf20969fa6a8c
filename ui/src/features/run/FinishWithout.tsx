/** Going on without a drive: its waiting files are left out, with the reason on record. Asked once. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Dialogue } from "@/components/Dialogue";
import { finishWithout } from "@/lib/runAgain";
import { complain } from "@/lib/toast";

interface FinishWithoutProps {
  id: string;
  source: number;
  name: string;
  files: number;
}

export function FinishWithout({ id, source, name, files }: FinishWithoutProps) {
  const { t } = useTranslation(["run", "common"]);
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const go = () => {
    setBusy(true);
    setAsking(false);
    finishWithout(id, source, t("without.reason", { name }))
      .catch(complain)
      .finally(() => setBusy(false));
  };
  return (
    <>
      <Button small kind="plain" disabled={busy} onClick={() => setAsking(true)} data-testid="finish-without">
        {t("without.open")}
      </Button>
      <Dialogue
        title={t("without.title", { name })}
        opened={asking}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button kind="plain" onClick={() => setAsking(false)} data-autofocus>
              {t("common:cancel")}
            </Button>
            <Button kind="primary" onClick={go} data-testid="finish-without-confirm">
              {t("without.act")}
            </Button>
          </>
        }
      >
        {t("without.line", { count: files })}
      </Dialogue>
    </>
  );
}
