/** Changing a decision: leave this out, or copy it anyway, with a reason that is kept on record. */
import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Dialogue } from "@/components/Dialogue";
import { OkIcon } from "@/components/icons";
import { call } from "@/ipc";
import { keys, outdated } from "@/lib/query";
import { complain, say } from "@/lib/toast";
import css from "./inspector.module.css";

export type Decision = "leaveOut" | "takeIn" | "accept";

const COMMANDS = {
  leaveOut: "job_leave_out",
  takeIn: "job_take_in",
  accept: "job_accept",
} as const;

interface Subject {
  /** As it is called in the question. */
  name: string;
  files: number[];
  folders: number[];
}

/** A decision that was just made. */
export interface Decided {
  decision: Decision;
  subject: Subject;
  reason: string;
}

interface DecideProps {
  id: string;
  subject: Subject;
  decisions: { decision: Decision; label: string }[];
  onDecided?: (decided: Decided) => void;
}

/** What was just decided, in the place of what it was about, and the way back. */
export function JustDecided({
  id,
  decided,
  onDecided,
}: {
  id: string;
  decided: Decided;
  onDecided?: (decided: Decided) => void;
}) {
  const { t } = useTranslation("plan");
  const { decision, subject, reason } = decided;
  return (
    <div className={css.decided} data-testid="just-decided">
      <p className={css.evidence} data-tone="ok">
        <OkIcon size={17} />
        <span>
          <b>{subject.name}</b> {t(`decide.now_${decision}`, { reason })}
        </span>
      </p>
      {decision === "leaveOut" && (
        <Decide
          id={id}
          subject={subject}
          decisions={[{ decision: "takeIn", label: t("decide.file_back") }]}
          onDecided={onDecided}
        />
      )}
    </div>
  );
}

function useDecide(id: string, subject: Subject, onDone: (decided: Decided) => void) {
  const { t } = useTranslation("plan");
  const [busy, setBusy] = useState(false);
  const decide = async (decision: Decision, reason: string) => {
    setBusy(true);
    const selection = { files: subject.files, folders: subject.folders };
    try {
      const changed = await call(COMMANDS[decision], {
        id,
        selection,
        reason,
      });
      outdated(keys.job(id));
      outdated(keys.jobs);
      say(t(`decide.done_${decision}`, { count: changed }));
      onDone({ decision, subject, reason });
    } catch (error) {
      complain(error);
    } finally {
      setBusy(false);
    }
  };
  return { busy, decide };
}

function Question({
  id,
  subject,
  decision,
  onClose,
  onDecided,
}: {
  id: string;
  subject: Subject;
  decision: Decision;
  onClose: () => void;
  onDecided?: (decided: Decided) => void;
}) {
  const { t } = useTranslation(["plan", "common"]);
  const [reason, setReason] = useState("");
  const { busy, decide } = useDecide(id, subject, (decided) => {
    onClose();
    onDecided?.(decided);
  });
  const ready = reason.trim() !== "" && !busy;
  const act = () => {
    if (ready) void decide(decision, reason.trim());
  };
  return (
    <Dialogue
      title={t(`decide.title_${decision}`, { name: subject.name })}
      opened
      onClose={onClose}
      actions={
        <>
          <Button kind="plain" onClick={onClose}>
            {t("common:cancel")}
          </Button>
          <Button kind="primary" disabled={!ready} onClick={act} data-testid="decide-confirm">
            {t(`decide.act_${decision}`)}
          </Button>
        </>
      }
      more={
        <TextInput
          label={t("decide.why")}
          size="sm"
          maxLength={200}
          value={reason}
          data-autofocus
          data-testid="decide-reason"
          onChange={(event) => setReason(event.currentTarget.value)}
          onKeyDown={(event) => event.key === "Enter" && act()}
        />
      }
    >
      {t(`decide.line_${decision}`)}
    </Dialogue>
  );
}

export function Decide({ id, subject, decisions, onDecided }: DecideProps) {
  const [asked, setAsked] = useState<Decision | null>(null);
  if (decisions.length === 0) return null;
  return (
    <p className={css.decide}>
      {decisions.map(({ decision, label }) => (
        <Button key={decision} small onClick={() => setAsked(decision)} data-testid={`decide-${decision}`}>
          {label}
        </Button>
      ))}
      {asked && (
        <Question
          id={id}
          subject={subject}
          decision={asked}
          onClose={() => setAsked(null)}
          onDecided={onDecided}
        />
      )}
    </p>
  );
}
