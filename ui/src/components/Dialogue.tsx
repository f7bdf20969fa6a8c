/** Asks once. A dialogue names itself and has no header of its own, which would be a second banner of the page. */
import { Modal } from "@mantine/core";
import type { ReactNode } from "react";
import css from "./Dialogue.module.css";

interface DialogueProps {
  title: string;
  opened: boolean;
  onClose: () => void;
  children: ReactNode;
  /** A field to fill in, below the words. */
  more?: ReactNode;
  /** In the board's order: harmless first, then the act. */
  actions: ReactNode;
}

export function Dialogue({ title, opened, onClose, children, more, actions }: DialogueProps) {
  return (
    <Modal.Root
      opened={opened}
      onClose={onClose}
      size={420}
      centered
      transitionProps={{ duration: 0 }}
      returnFocus={false}
    >
      <Modal.Overlay backgroundOpacity={0.4} />
      {/* A class of the whole would also be that of the sheet around it, and hide the page. */}
      <Modal.Content aria-label={title} classNames={{ content: css.content }}>
        <Modal.Body className={css.body}>
          <h2 className={css.title}>{title}</h2>
          <p className="muted">{children}</p>
          {more && <div className={css.more}>{more}</div>}
          <div className={css.actions}>{actions}</div>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  );
}
