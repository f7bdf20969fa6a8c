/** The button and the key that open the palette. It is loaded when it is first asked for: the window waits for less. */
import { useHotkeys } from "@mantine/hooks";
import { type ComponentType, useState } from "react";
import { useTranslation } from "react-i18next";
import { SearchIcon } from "@/components/icons";
import { complain } from "@/lib/toast";
import css from "./Shell.module.css";

export function FindAnything() {
  const { t } = useTranslation();
  const [Palette, setPalette] = useState<ComponentType | null>(null);
  const open = () => {
    import("./Palette")
      .then((loaded) => {
        setPalette(() => loaded.Palette);
        loaded.openPalette();
      })
      .catch(complain);
  };
  useHotkeys([["mod+K", open]], []);
  return (
    <>
      <button
        type="button"
        className={css.find}
        onClick={open}
        data-testid="palette-open"
        aria-keyshortcuts="Control+K"
        title={t("find")}
      >
        <SearchIcon size={16} />
        <span className={css.findWord}>{t("find")}</span>
        <kbd className={css.keys}>{t("findKeys")}</kbd>
      </button>
      {Palette && <Palette />}
    </>
  );
}
