/** Too little room is said before anything is copied, with the choice to copy what fits. */
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Banner } from "@/components/Banner";
import { Button } from "@/components/Button";
import { FullIcon, UnpluggedIcon } from "@/components/icons";
import { call, type JobView } from "@/ipc";
import { sharedUnit, withUnit } from "@/lib/format";
import { keys, queryClient } from "@/lib/query";
import { complain } from "@/lib/toast";
import css from "./plan.module.css";

export function SpaceBanner({ view }: { view: JobView }) {
  const { t } = useTranslation("plan");
  const [busy, setBusy] = useState(false);
  const short = view.destinations.filter((archive) => archive.missing > 0);
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
          title={t("space.short", {
            name: archive.name,
            missing: withUnit(archive.missing, sharedUnit(archive.missing)),
          })}
          testid="space-banner"
          actions={
            view.config.fill ? undefined : (
              <Button small disabled={busy} onClick={() => void fill()} data-testid="plan-fill">
                {t("space.fill")}
              </Button>
            )
          }
        >
          {view.config.fill ? t("space.filling") : t("space.line")}
        </Banner>
      ))}
    </div>
  );
}
