/** The first start: what it is in one sentence, one button, and a way to try it without risk. */
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { LockIcon, NoCloudIcon, OpenFolderIcon, ReadIcon } from "@/components/icons";
import { Heading, Page } from "@/components/Page";
import { useBringIn } from "@/features/wizard/bringIn";
import { change, editNew } from "@/features/wizard/draft";
import { call } from "@/ipc";
import { complain } from "@/lib/toast";
import css from "./firstStart.module.css";

function DriveBox({ x, y, width }: { x: number; y: number; width: number }) {
  return (
    <g>
      <rect x={x} y={y} width={width} height={28} rx={5} className={css.artBox} />
      <path d={`M${x + 12.5} ${y + 14}h.01M${x + 21} ${y + 14}h17`} />
    </g>
  );
}

/** Three drives of different sizes flow into one archive that is proven. */
function Picture() {
  return (
    <svg width={346} height={120} viewBox="0 0 346 120" className={css.art} aria-hidden="true">
      <g fill="none" stroke="var(--border)" strokeWidth={1.5} strokeLinecap="round">
        <DriveBox x={15} y={2} width={74} />
        <DriveBox x={1} y={44} width={88} />
        <DriveBox x={25} y={86} width={64} />
        <rect x={225} y={16} width={104} height={84} rx={7} className={css.artBox} />
        <path d="M225 58h104M241 38h.01M253 38h28M241 79h.01M253 79h28" />
      </g>
      <g fill="none" stroke="var(--accent)" strokeWidth={1.5} strokeLinecap="round" strokeLinejoin="round">
        <path d="M101 16c54 0 60 42 105 42M101 100c54 0 60-42 105-42" opacity={0.6} />
        <path d="M101 58h106M200 52l8 6-8 6" />
      </g>
      <circle cx={329} cy={100} r={14} fill="var(--surface)" stroke="var(--ok)" strokeWidth={1.5} />
      <path
        d="M322 100.5l5 5 9-10"
        fill="none"
        stroke="var(--ok)"
        strokeWidth={2}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

function TrySamples() {
  const { t } = useTranslation("home");
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const prepare = async () => {
    setBusy(true);
    try {
      const config = await call("demo_prepare");
      editNew();
      change(config, await call("folders_look", { paths: [...config.sources, ...config.destinations] }));
      await navigate({ to: "/new", search: { step: "review" } });
    } catch (error) {
      complain(error);
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button kind="text" disabled={busy} onClick={() => void prepare()} data-testid="try-samples">
      {busy ? t("first.preparing") : t("first.samples")}
    </Button>
  );
}

export function FirstStart() {
  const { t } = useTranslation(["home", "common"]);
  const bringIn = useBringIn();
  return (
    <Page title={t("common:nav.home")} fixed testid="home-empty">
      <section className={css.first} data-testid="home-drop" aria-label={t("drop.title")}>
        <Picture />
        <Heading className={css.firstTitle}>{t("first.title")}</Heading>
        <p className={css.firstLine}>{t("first.line")}</p>
        <Button
          kind="primary"
          large
          icon={<OpenFolderIcon size={17} />}
          onClick={() => void bringIn.pick()}
          data-testid="add-folder"
        >
          {t("common:chooseFolders")}
        </Button>
        <p className={css.firstOr}>{t("first.or")}</p>
        <TrySamples />
      </section>
      <ul className={css.promises}>
        <li>
          <ReadIcon size={16} /> {t("first.read")}
        </li>
        <li>
          <LockIcon size={16} /> {t("first.kept")}
        </li>
        <li>
          <NoCloudIcon size={16} /> {t("first.local")}
        </li>
      </ul>
    </Page>
  );
}
