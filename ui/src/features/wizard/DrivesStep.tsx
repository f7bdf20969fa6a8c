/** Step 1: which drives come in. The whole window takes the drop; the button does the same. */
import { useQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { OpenFolderIcon, PlusIcon, ReadIcon } from "@/components/icons";
import { Heading } from "@/components/Page";
import { call } from "@/ipc";
import { useDrop, useTakeDrop } from "@/lib/dropStore";
import { draggedName } from "@/lib/paths";
import { keys } from "@/lib/query";
import { complain } from "@/lib/toast";
import { useBringIn, useOnlyFolders } from "./bringIn";
import { ConnectedDrives } from "./ConnectedDrives";
import { useConfigFile } from "./configFile";
import { useCounting } from "./counts";
import { DrivesSum } from "./DrivesSum";
import { add, useDraft } from "./draft";
import drivesStepCss from "./drivesStep.module.css";
import { SourceRow } from "./SourceRow";
import { foldersOf } from "./space";
import css from "./wizard.module.css";

function DropRow({ empty }: { empty: boolean }) {
  const { t } = useTranslation("wizard");
  const over = useDrop((drop) => drop.over);
  const name = over?.length === 1 ? draggedName(over[0] ?? "") : undefined;
  return (
    <div
      className={drivesStepCss.dropRow}
      data-over={over !== null}
      data-empty={empty}
      data-testid="wizard-drop"
    >
      <PlusIcon size={20} />
      <div className={css.two}>
        <span className={drivesStepCss.dropTitle}>
          {over === null ? t("drives.dropHere") : name ? t("drives.letGo", { name }) : t("drives.letGoAll")}
        </span>
        <span className={css.small}>{t("drives.wholeWindow")}</span>
      </div>
    </div>
  );
}

export function DrivesStep() {
  const { t } = useTranslation(["wizard", "common"]);
  const bringIn = useBringIn();
  const onlyFolders = useOnlyFolders();
  const config = useDraft((draft) => draft.config);
  const folders = useDraft((draft) => draft.folders);
  const over = useDrop((drop) => drop.over);
  const mounted = useQuery({ queryKey: keys.mounted, queryFn: () => call("drives_list") });
  const take = useCallback(
    (paths: string[]) => {
      call("folders_look", { paths }).then((seen) => add("sources", onlyFolders(seen)), complain);
    },
    [onlyFolders],
  );
  useTakeDrop(take);
  const pick = () =>
    call("folders_pick", { title: t("drives.pickTitle"), multiple: true }).then(
      (seen) => add("sources", seen),
      complain,
    );
  const sources = foldersOf(config.sources, folders);
  useCounting(sources.filter((folder) => folder.readable).map((folder) => folder.path));
  const drives = mounted.data ?? [];
  const whole = sources.every((folder) => drives.some((drive) => drive.mount_point === folder.path));
  const isNew = useDraft((draft) => draft.jobId === null);
  const file = useConfigFile();
  return (
    <>
      <div className={css.top}>
        <div>
          <Heading>{t("drives.title")}</Heading>
          <p className={css.promise}>
            <ReadIcon size={16} /> {t("drives.promise")}
          </p>
        </div>
        <div className={css.topActs}>
          {isNew && (
            <Button title={t("file.loadHint")} onClick={file.load} data-testid="config-load">
              {t("file.load")}
            </Button>
          )}
          <Button
            icon={<OpenFolderIcon size={16} />}
            data-testid="add-folder"
            onClick={() => void (isNew ? bringIn.pick() : pick())}
          >
            {t("common:chooseFolders")}
          </Button>
        </div>
      </div>
      <div className={drivesStepCss.box} data-over={over !== null}>
        <ul>
          {sources.map((folder) => (
            <SourceRow key={folder.path} folder={folder} mounted={drives} />
          ))}
        </ul>
        <DropRow empty={sources.length === 0} />
      </div>
      {sources.length > 0 && <DrivesSum sources={sources} whole={whole} />}
      <ConnectedDrives mounted={drives} />
    </>
  );
}
