/** How to go on where a drive is missing or an archive is full: the parts that the cards of both share. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import type { CurrentFile, DriveLine, DriveWork, JobView } from "@/ipc";
import { listed } from "@/lib/format";
import { lastPart } from "@/lib/paths";
import { lookAgain } from "@/lib/runAgain";
import type { Run } from "@/lib/runStore";
import { complain } from "@/lib/toast";
import { useLasting } from "@/lib/useLasting";
import { WithoutArchive } from "./FinishWithout";

/** The run looks at it again as soon as the files in hand are finished. */
export function GoOn({ id, run, label }: { id: string; run: Run; label: string }) {
  const { t } = useTranslation("run");
  // The card goes when it is there again; if it is not, the run says so once more.
  const [asked, setAsked] = useState<number | null>(null);
  const busy = asked === run.attention.length;
  return (
    <Button
      small
      kind="plain"
      disabled={busy}
      data-testid="banner-go-on"
      onClick={() => {
        setAsked(run.attention.length);
        lookAgain(id).catch((error: unknown) => {
          setAsked(null);
          complain(error);
        });
      }}
    >
      {busy ? t("goingOn") : label}
    </Button>
  );
}

const SOON_MS = 1_000;

/** An answer is carried out when the files in hand are finished; which one keeps it waiting is said if it takes a while. */
export function InHand({ run }: { run: Run }) {
  const { t } = useTranslation("run");
  const shown = useLasting(run.snapshot?.answered ?? false, SOON_MS);
  if (!shown) return null;
  const left = (file: CurrentFile) => file.size - file.bytes_done;
  const [longest] = [...(run.snapshot?.current ?? [])].sort((a, b) => left(b) - left(a));
  return (
    <b role="status" data-testid="answer-waits">
      {longest ? t("banner.inHand", { file: lastPart(longest.path) }) : t("banner.inHandAll")}{" "}
    </b>
  );
}

/** Whether anything of the same kind still works while this one does not. */
export function othersCarryOn(run: Run, line: DriveLine): boolean {
  if (run.snapshot?.state !== "running") return false;
  const others = run.snapshot.drives.filter(
    (other) => other.destination === line.destination && other.root !== line.root,
  );
  const atRest: DriveWork[] = ["missing", "full", "finished"];
  return others.some((other) => !atRest.includes(other.work));
}

/** Where there are other archives, the job may go on with these alone. */
export function Without({ view, line }: { view: JobView; line: DriveLine }) {
  const own = view.destinations.find((archive) => archive.id === line.root);
  const others = view.destinations.filter((archive) => archive.id !== line.root);
  if (!own || others.length === 0) return null;
  const names = listed(others.map((archive) => archive.name));
  return <WithoutArchive id={view.id} archive={own} others={names} />;
}
