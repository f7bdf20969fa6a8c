/** The large place to let go of drives, with a button that does the same. */
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { DriveIcon, OpenFolderIcon } from "@/components/icons";
import { useBringIn } from "@/features/wizard/bringIn";
import css from "./home.module.css";

export function DropArea() {
  const { t } = useTranslation(["home", "common"]);
  const bringIn = useBringIn();
  return (
    <section className={css.drop} data-testid="home-drop" aria-label={t("drop.title")}>
      <DriveIcon size={44} className={css.dropIcon} />
      <div>
        <p className={css.dropTitle}>{t("drop.title")}</p>
        <p className="muted">{t("drop.line")}</p>
        <Button
          kind="plain"
          icon={<OpenFolderIcon size={16} />}
          onClick={() => void bringIn.pick()}
          data-testid="add-folder"
        >
          {t("common:chooseFolders")}
        </Button>
      </div>
    </section>
  );
}
