/** Settings take effect at once and are kept by the shell. */
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { ExportIcon, OpenFolderIcon } from "@/components/icons";
import { Heading, Page } from "@/components/Page";
import { ErrorState, LoadingRows } from "@/components/States";
import { call, type Settings } from "@/ipc";
import { duration } from "@/lib/format";
import { keys, queryClient } from "@/lib/query";
import { changeSettings } from "@/lib/settings";
import { complain, say } from "@/lib/toast";
import { ZOOM_STEPS } from "@/lib/zoom";
import { Pick, Switch } from "./fields";
import css from "./settings.module.css";

/** Seconds; what takes less is told on the screen only. */
const SHORT = [0, 10, 30, 60, 300, 900];

function Group({ name, children }: { name: string; children: ReactNode }) {
  return (
    <section className={css.group} aria-label={name}>
      <h2>{name}</h2>
      <div>{children}</div>
    </section>
  );
}

interface FormProps {
  now: Settings;
  set: (part: Partial<Settings>) => void;
}

function Appearance({ now, set }: FormProps) {
  const { t } = useTranslation(["settings", "common"]);
  return (
    <Group name={t("appearance")}>
      <Pick
        label={t("theme.label")}
        value={now.theme}
        options={(["system", "light", "dark"] as const).map((value) => ({
          value,
          label: t(`theme.${value}`),
        }))}
        onChange={(theme) => set({ theme })}
        testid="setting-theme"
      />
      <Pick
        label={t("language.label")}
        value={now.language}
        options={(["system", "en", "de"] as const).map((value) => ({
          value,
          label: t(`language.${value}`),
        }))}
        onChange={(language) => set({ language })}
        testid="setting-language"
      />
      <Pick
        label={t("zoom.label")}
        hint={t("zoom.hint")}
        value={String(now.zoom)}
        options={ZOOM_STEPS.map((step) => ({
          value: String(step),
          label: t("common:percent", { value: step }),
        }))}
        onChange={(step) => set({ zoom: Number(step) })}
        testid="setting-zoom"
      />
    </Group>
  );
}

function Jobs({ now, set }: FormProps) {
  const { t } = useTranslation("settings");
  return (
    <Group name={t("jobs")}>
      <Pick
        label={t("verify.label")}
        hint={t("verify.hint")}
        value={now.default_verify}
        options={(["deep", "shallow", "none"] as const).map((value) => ({
          value,
          label: t(`verify.${value}`),
        }))}
        onChange={(default_verify) => set({ default_verify })}
      />
      <Pick
        label={t("threads.label")}
        hint={t("threads.hint")}
        value={String(now.threads)}
        options={["0", "1", "2", "4", "8", "16"].map((value) => ({
          value,
          label: value === "0" ? t("threads.auto") : value,
        }))}
        onChange={(threads) => set({ threads: Number(threads) })}
      />
      <Switch
        label={t("awake.label")}
        hint={t("awake.hint")}
        on={now.keep_awake}
        onChange={(keep_awake) => set({ keep_awake })}
      />
    </Group>
  );
}

function Telling({ now, set }: FormProps) {
  const { t } = useTranslation("settings");
  return (
    <Group name={t("notifications.title")}>
      <Pick
        label={t("notifications.label")}
        value={now.notifications}
        options={(["all", "job", "none"] as const).map((value) => ({
          value,
          label: t(`notifications.${value}`),
        }))}
        onChange={(notifications) => set({ notifications })}
        testid="setting-notifications"
      />
      <Pick
        label={t("notifications.from")}
        hint={t("notifications.fromHint")}
        value={String(now.notify_from_s)}
        options={SHORT.map((seconds) => ({
          value: String(seconds),
          label:
            seconds === 0 ? t("notifications.always") : t("notifications.over", { time: duration(seconds) }),
        }))}
        onChange={(seconds) => set({ notify_from_s: Number(seconds) })}
        testid="setting-notify-from"
      />
      <Switch
        label={t("notifications.toast")}
        hint={t("notifications.toastHint")}
        on={now.toast_when_focused}
        onChange={(toast_when_focused) => set({ toast_when_focused })}
        testid="setting-toast"
      />
    </Group>
  );
}

function AsFile({ onLoaded }: { onLoaded: (kept: Settings) => void }) {
  const { t } = useTranslation(["settings", "common"]);
  const save = () =>
    void call("settings_yaml_save").then((path) => path && say(t("common:savedTo", { path })), complain);
  const load = () =>
    void call("settings_yaml_load").then((kept) => {
      if (!kept) return;
      onLoaded(kept);
      say(t("file.loaded"));
    }, complain);
  return (
    <Group name={t("file.title")}>
      <p className={css.line}>{t("file.line")}</p>
      <p className={css.acts}>
        <Button icon={<ExportIcon size={16} />} onClick={save} data-testid="settings-save">
          {t("file.save")}
        </Button>
        <Button icon={<OpenFolderIcon size={16} />} onClick={load} data-testid="settings-load">
          {t("file.load")}
        </Button>
      </p>
    </Group>
  );
}

function About() {
  const { t } = useTranslation("settings");
  const app = useQuery({ queryKey: keys.app, queryFn: () => call("app_info") });
  if (!app.data) return null;
  return (
    <Group name={t("about")}>
      <dl className={css.facts}>
        <dt>{t("version")}</dt>
        <dd className="selectable">{app.data.version}</dd>
        <dt>{t("folder")}</dt>
        <dd className="selectable">{app.data.dataDir}</dd>
      </dl>
    </Group>
  );
}

export function SettingsScreen() {
  const { t } = useTranslation("settings");
  const settings = useQuery({ queryKey: keys.settings, queryFn: () => call("settings_get") });
  return (
    <Page title={t("title")} testid="settings">
      <Heading>{t("title")}</Heading>
      {settings.error && (
        <ErrorState error={settings.error} title={t("cannotRead")} onRetry={() => void settings.refetch()} />
      )}
      {settings.isPending && <LoadingRows />}
      {settings.data && (
        <>
          <Appearance now={settings.data} set={changeSettings} />
          <Jobs now={settings.data} set={changeSettings} />
          <Telling now={settings.data} set={changeSettings} />
          <AsFile onLoaded={(kept) => queryClient.setQueryData(keys.settings, kept)} />
        </>
      )}
      <About />
    </Page>
  );
}
