/** Closing in the middle of a job asks once, then stops safely. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { Dialogue } from "@/components/Dialogue";
import { StopIcon } from "@/components/icons";
import { call } from "@/ipc";
import { useClosing } from "./closing";

export function ClosingDialogue() {
  const { t } = useTranslation();
  const asked = useClosing((state) => state.asked);
  const [leaving, setLeaving] = useState(false);
  const stay = () => useClosing.setState({ asked: false });
  return (
    <Dialogue
      title={t("closing.title")}
      opened={asked}
      onClose={stay}
      actions={
        <>
          <Button kind="plain" onClick={stay} data-testid="close-stay" data-autofocus>
            {t("closing.stay")}
          </Button>
          <Button
            kind="primary"
            icon={<StopIcon size={16} />}
            disabled={leaving}
            data-testid="close-quit"
            onClick={() => {
              setLeaving(true);
              void call("app_quit").catch(() => setLeaving(false));
            }}
          >
            {t("closing.quit")}
          </Button>
        </>
      }
    >
      {t("closing.body")}
    </Dialogue>
  );
}
