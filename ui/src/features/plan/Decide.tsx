/** Changing a decision: leave this out, or copy it anyway, with a reason that is kept on record. */
import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Dialogue } from "@/components/Dialogue";
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

interface DecideProps {
  id: string;
  subject: Subject;
  decisions: { decision: Decision; label: string }[];
}

function useDecide(id: string, subject: Subject, onDone: () => void) {
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
      onDone();
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
}: {
  id: string;
  subject: Subject;
  decision: Decision;
  onClose: () => void;
}) {
  const { t } = useTranslation(["plan", "common"]);
  const [reason, setReason] = useState("");
  const { busy, decide } = useDecide(id, subject, onClose);
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

export function Decide({ id, subject, decisions }: DecideProps) {
  const [asked, setAsked] = useState<Decision | null>(null);
  if (decisions.length === 0) return null;
  return (
    <p className={css.decide}>
      {decisions.map(({ decision, label }) => (
        <Button key={decision} small onClick={() => setAsked(decision)} data-testid={`decide-${decision}`}>
          {label}
        </Button>
      ))}
      {asked && <Question id={id} subject={subject} decision={asked} onClose={() => setAsked(null)} />}
    </p>
  );
}
