/** What stands beside a list in a wide window, over it in a narrow one. Esc leads back to the list. */
import { Drawer } from "@mantine/core";
import { type ReactNode, useRef } from "react";
import { useTranslation } from "react-i18next";
import css from "./SideDrawer.module.css";

interface SideDrawerProps {
  /** What it is about; closed without. */
  label: string | undefined;
  opened: boolean;
  onClose: () => void;
  children: ReactNode;
  /** In pixels, where the window has as much. */
  size?: number;
}

export function SideDrawer({ label, opened, onClose, children, size = 340 }: SideDrawerProps) {
  const { t } = useTranslation();
  const content = useRef<HTMLDivElement>(null);
  // Esc is heard by all that is open, and closes what is on top: a question about the file may stand over it.
  const close = () => {
    const open = document.querySelectorAll('[role="dialog"]');
    if (open[open.length - 1] === content.current) onClose();
  };
  return (
    <Drawer.Root
      opened={opened && label !== undefined}
      onClose={close}
      position="right"
      size={`min(${size}px, 100%)`}
      transitionProps={{ duration: 0 }}
      returnFocus={false}
    >
      <Drawer.Overlay backgroundOpacity={0.4} />
      <Drawer.Content aria-label={label} ref={content}>
        <Drawer.Body>
          <div className={css.top}>
            <Drawer.CloseButton aria-label={t("close")} />
          </div>
          {children}
        </Drawer.Body>
      </Drawer.Content>
    </Drawer.Root>
  );
}
