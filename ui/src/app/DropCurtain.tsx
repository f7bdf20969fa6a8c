/** Shows over any screen that the whole window takes a drop. */
import { useTranslation } from "react-i18next";
import { DriveIcon } from "@/components/icons";
import { useDrop } from "@/lib/dropStore";
import { draggedName } from "@/lib/paths";
import css from "./Shell.module.css";

export function DropCurtain() {
  const { t } = useTranslation();
  const over = useDrop((drop) => (drop.take ? null : drop.over));
  if (!over || over.length === 0) return null;
  return (
    <div className={css.curtain} data-testid="drop-curtain">
      <div className={css.curtainCard}>
        <DriveIcon size={28} />
        <div>
          <p className={css.curtainTitle}>{t("drop.title")}</p>
          <p className="muted">
            {over.length === 1 ? draggedName(over[0] ?? "") : t("drop.detail", { count: over.length })}
          </p>
        </div>
      </div>
    </div>
  );
}
