/** Too little room is said before anything is copied, with the choice to copy what fits. */
import type { TFunction } from "i18next";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Banner } from "@/components/Banner";
import { Button } from "@/components/Button";
import { FullIcon, UnpluggedIcon } from "@/components/icons";
import { call, type DestinationView, type JobView } from "@/ipc";
import { sharedUnit, withUnit } from "@/lib/format";
import { keys, queryClient } from "@/lib/query";
import { complain } from "@/lib/toast";
import css from "./plan.module.css";
import { isShort } from "./room";

/** Bytes first: where they are missing, too, more files would not help. */
function lacking(t: TFunction<"plan">, archive: DestinationView): string {
  const { name, missing, missing_files } = archive;
  return missing > 0
    ? t("space.short", { name, missing: withUnit(missing, sharedUnit(missing)) })
    : t("space.shortFiles", { name, count: missing_files });
}

export function SpaceBanner({ view }: { view: JobView }) {
  const { t } = useTranslation("plan");
  const [busy, setBusy] = useState(false);
  const short = view.destinations.filter(isShort);
  const away = view.destinations.filter((archive) => !archive.connected);
  if (short.length === 0 && away.length === 0) return null;
  const fill = async () => {
    setBusy(true);
    try {
      const next = await call("job_update", { id: view.id, config: { ...view.config, fill: true } });
      queryClient.setQueryData(keys.jobView(view.id), next);
    } catch (error) {
      complain(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={css.banners}>
      {away.map((archive) => (
        <Banner
          key={archive.id}
          tone="warn"
          icon={<UnpluggedIcon size={18} />}
          title={t("space.away", { name: archive.name })}
        >
          {t("space.awayLine")}
        </Banner>
      ))}
      {short.map((archive) => (
        <Banner
          key={archive.id}
          tone="warn"
          icon={<FullIcon size={18} />}
          title={lacking(t, archive)}
          testid="space-banner"
          actions={
            view.config.fill ? undefined : (
              <Button small disabled={busy} onClick={() => void fill()} data-testid="plan-fill">
                {t("space.fill")}
              </Button>
            )
          }
        >
          {view.config.fill ? t("space.filling") : t(archive.missing > 0 ? "space.line" : "space.filesLine")}
        </Banner>
      ))}
    </div>
  );
}
