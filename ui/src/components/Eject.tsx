/** Lets a drive go, where the system allows it; what is in use says so. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { call } from "@/ipc";
import { keys, outdated } from "@/lib/query";
import { complain, say } from "@/lib/toast";
import { Button } from "./Button";
import { EjectIcon } from "./icons";

interface EjectProps {
  volume: string;
  /** Where the drive would have to be mounted: a folder of a drive cannot be let go, nor can the system's own. */
  path: string | null;
  name: string;
  small?: boolean;
}

export function Eject({ volume, path, name, small }: EjectProps) {
  const { t } = useTranslation();
  const mounted = useQuery({ queryKey: keys.mounted, queryFn: () => call("drives_list") });
  const whole = mounted.data?.some((drive) => drive.volume === volume && drive.mount_point === path);
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
  if (!whole || path === "/") return null;
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
