/** What stands beside a list in a wide window, over it in a narrow one. Esc leads back to the list. */
import { Drawer } from "@mantine/core";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import css from "./SideDrawer.module.css";

interface SideDrawerProps {
  /** What it is about; closed without. */
  label: string | undefined;
  opened: boolean;
  onClose: () => void;
  children: ReactNode;
}

export function SideDrawer({ label, opened, onClose, children }: SideDrawerProps) {
  const { t } = useTranslation();
  return (
    <Drawer.Root
      opened={opened && label !== undefined}
      onClose={onClose}
      position="right"
      size={340}
      transitionProps={{ duration: 0 }}
      returnFocus={false}
    >
      <Drawer.Overlay backgroundOpacity={0.4} />
      <Drawer.Content aria-label={label}>
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
