/** A screen that threw: says so, keeps the rest of the window alive. */
import type { ErrorComponentProps } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Page } from "@/components/Page";
import { ErrorState } from "@/components/States";

export function BrokenScreen({ error, reset }: ErrorComponentProps) {
  const { t } = useTranslation();
  return (
    <Page title={t("broken.title")}>
      <ErrorState
        page
        error={error}
        title={t("broken.title")}
        safe={t("safeNothingChanged")}
        onRetry={reset}
      />
    </Page>
  );
}
