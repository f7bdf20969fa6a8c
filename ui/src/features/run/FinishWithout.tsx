/** Going on without a drive, or without one of several archives, or ending with what is there. Asked once. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Dialogue } from "@/components/Dialogue";
import { call, type DestinationView } from "@/ipc";
import { count } from "@/lib/format";
import { finishWithout, goOnWithoutArchive } from "@/lib/runAgain";
import type { Run } from "@/lib/runStore";
import { freshTally } from "@/lib/terms";
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
    // Said once: the card goes as soon as it is carried out.
    go().catch((error: unknown) => {
      setBusy(false);
      complain(error);
    });
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
  archive,
  others,
}: {
  id: string;
  archive: DestinationView;
  others: string;
}) {
  const { t } = useTranslation("run");
  return (
    <Asking
      open={t("withoutArchive.open", { others })}
      title={t("withoutArchive.title", { others })}
      line={t("withoutArchive.line", { name: archive.name })}
      act={t("withoutArchive.act", { others })}
      go={() => goOnWithoutArchive(id, archive.id, archive.path)}
      testid="without-archive"
    />
  );
}

/** What is copied stays, the rest is named; the job can be taken up again at any time. */
export function FinishHere({ id, run }: { id: string; run: Run }) {
  const { t } = useTranslation("run");
  const equation = run.snapshot?.equation;
  const copied = equation?.copied.files ?? 0;
  return (
    <Asking
      open={t("here.open")}
      title={t("here.title")}
      line={t("here.line", {
        count: copied,
        shown: count(copied),
        left: count(equation ? freshTally(equation).files : 0),
      })}
      act={t("here.act")}
      go={async () => {
        await call("run_stop", { id });
      }}
      testid="finish-here"
    />
  );
}
