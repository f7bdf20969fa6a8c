/** What is known of a drive: the certificate of its last job, or the look that was just taken. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { driveKey } from "@/features/home/driveRows";
import {
  asProblem,
  type ClearanceView,
  call,
  type DriveVerdict,
  type KnownDrive,
  type Problem,
  type RestoreReport,
} from "@/ipc";
import { sayAloud } from "@/lib/aloud";
import { runCheck } from "@/lib/checkStore";
import { keys, outdated } from "@/lib/query";
import { words } from "@/lib/words";

const clearanceKey = (drive: KnownDrive) => ["clearance", driveKey(drive)] as const;
const restoredKey = (drive: KnownDrive) => ["restored", driveKey(drive)] as const;

export interface Proof {
  /** The look of this session. */
  fresh: ClearanceView | undefined;
  certificate: DriveVerdict | undefined;
  /** What the drive's last job has made of it, also after a newer look. */
  ofJob: DriveVerdict | undefined;
  restored: RestoreReport | undefined;
}

/** Kept for as long as the window lives: a look at a large drive takes hours. */
function useKept<T>(key: readonly unknown[]): T | undefined {
  return useQuery<T>({
    queryKey: key,
    queryFn: () => Promise.reject(new Error("kept, never asked for")),
    enabled: false,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: Number.POSITIVE_INFINITY,
  }).data;
}

/** A look says nothing more of a drive of which something newer or something else is known now. */
export function stillHolds(look: ClearanceView, drive: KnownDrive): boolean {
  const [looked, known] = [look.drive.scanned_ms ?? 0, drive.last_scan_ms ?? 0];
  return known < looked || (known === looked && drive.verdict === look.drive.verdict);
}

export function useProof(drive: KnownDrive): Proof {
  const kept = useKept<ClearanceView>(clearanceKey(drive));
  const fresh = kept && stillHolds(kept, drive) ? kept : undefined;
  const restored = useKept<RestoreReport>(restoredKey(drive));
  const last = useQuery({
    // What is known of the drive is part of it: an older certificate is never shown beside a newer answer.
    queryKey: [...keys.certificates, drive.volume, drive.path, drive.verdict, drive.why, drive.last_scan_ms],
    queryFn: () => call("drive_certificate", { volume: drive.volume, path: drive.path }),
    enabled: drive.verdict !== "never_scanned",
  });
  const ofJob = last.data ?? undefined;
  return { fresh, restored, ofJob, certificate: fresh?.drive ?? ofJob };
}

export type Ended = { kind: "refused"; problem: Problem } | { kind: "stopped" } | null;

/** The looks that a drive's screen begins; what went wrong is said there. */
export function useLooks(drive: KnownDrive) {
  const { t } = useTranslation(["drives", "common"]);
  const cache = useQueryClient();
  const [ended, setEnded] = useState<Ended>(null);
  const subject = driveKey(drive);
  const place = { volume: drive.volume, path: drive.path };
  const guarded = async (act: () => Promise<boolean>) => {
    setEnded(null);
    try {
      if (!(await act())) setEnded({ kind: "stopped" });
    } catch (error) {
      setEnded({ kind: "refused", problem: asProblem(error) });
    }
  };
  return {
    ended,
    look: (reread: boolean) =>
      guarded(async () => {
        const view = await runCheck("clearance", subject, () =>
          call("drive_clearance", { ...place, reread }),
        );
        if (view) {
          cache.setQueryData(clearanceKey(drive), view);
          const { verdict, why } = view.drive;
          sayAloud(t("answer", { verdict: t(`common:verdict.${verdict}`), why: words(why) }));
        }
        outdated(keys.drives);
        return view !== null;
      }),
    rebuild: () =>
      guarded(async () => {
        const report = await runCheck("restore", subject, async () => ({
          made: await call("drive_restore", place),
        }));
        if (report?.made) cache.setQueryData(restoredKey(drive), report.made);
        return report !== null;
      }),
  };
}
