/** Going on without a drive, or without one of several archives. Asked once. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Dialogue } from "@/components/Dialogue";
import { finishWithout, goOnWithoutArchive } from "@/lib/runAgain";
import { complain } from "@/lib/toast";

interface FinishWithoutProps {
  id: string;
  source: number;
  name: string;
  files: number;
}

/** Asked once, then done. */
function Asking({
  open,
  title,
  line,
  act,
  go,
  testid,
}: {
  open: string;
  title: string;
  line: string;
  act: string;
  go: () => Promise<void>;
  testid: string;
}) {
  const { t } = useTranslation();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const begin = () => {
    setBusy(true);
    setAsking(false);
    go()
      .catch(complain)
      .finally(() => setBusy(false));
  };
  return (
    <>
      <Button small kind="plain" disabled={busy} onClick={() => setAsking(true)} data-testid={testid}>
        {open}
      </Button>
      <Dialogue
        title={title}
        opened={asking}
        onClose={() => setAsking(false)}
        actions={
          <>
            <Button kind="plain" onClick={() => setAsking(false)} data-autofocus>
              {t("cancel")}
            </Button>
            <Button kind="primary" onClick={begin} data-testid={`${testid}-confirm`}>
              {act}
            </Button>
          </>
        }
      >
        {line}
      </Dialogue>
    </>
  );
}

export function FinishWithout({ id, source, name, files }: FinishWithoutProps) {
  const { t } = useTranslation("run");
  return (
    <Asking
      open={t("without.open")}
      title={t("without.title", { name })}
      line={t("without.line", { count: files })}
      act={t("without.act")}
      go={() => finishWithout(id, source, t("without.reason", { name }))}
      testid="finish-without"
    />
  );
}

/** The other archives are complete in themselves; this one leaves the job. */
export function WithoutArchive({
  id,
  path,
  name,
  others,
}: {
  id: string;
  path: string;
  name: string;
  others: string;
}) {
  const { t } = useTranslation("run");
  return (
    <Asking
      open={t("withoutArchive.open", { others })}
      title={t("withoutArchive.title", { others })}
      line={t("withoutArchive.line", { name })}
      act={t("withoutArchive.act", { others })}
      go={() => goOnWithoutArchive(id, path)}
      testid="without-archive"
    />
  );
}
