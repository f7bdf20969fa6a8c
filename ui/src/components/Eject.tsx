/** Lets a drive go, where the system allows it; what is in use says so. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { call } from "@/ipc";
import { keys, outdated } from "@/lib/query";
import { complain, say } from "@/lib/toast";
import { Button } from "./Button";
import { EjectIcon } from "./icons";

export function Eject({ volume, name, small }: { volume: string; name: string; small?: boolean }) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const eject = () => {
    setBusy(true);
    call("drive_eject", { volume })
      .then(() => {
        say(t("ejected", { name }));
        outdated(keys.drives);
      }, complain)
      .finally(() => setBusy(false));
  };
  return (
    <Button
      small={small}
      icon={<EjectIcon size={16} />}
      disabled={busy}
      aria-label={t("ejectNamed", { name })}
      onClick={eject}
      data-testid="eject"
    >
      {t("eject")}
    </Button>
  );
}
