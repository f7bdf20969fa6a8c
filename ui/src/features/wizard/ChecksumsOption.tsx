/** Further checksums of each copy, in lists on the archive that programs of every system can check. */
import { useTranslation } from "react-i18next";
import type { Algorithm } from "@/ipc";
import { change, useDraft } from "./draft";
import { Check } from "./OptionGroup";
import css from "./options.module.css";
import wizardCss from "./wizard.module.css";

/** Those of which lists are written, in the order of the file, with the names that people know and their programs. */
const LISTED = [
  { algorithm: "sha256", label: "SHA-256", program: "sha256sum" },
  { algorithm: "sha512", label: "SHA-512", program: "sha512sum" },
  { algorithm: "sha1", label: "SHA-1", program: "sha1sum" },
  { algorithm: "md5", label: "MD5", program: "md5sum" },
] as const satisfies { algorithm: Algorithm; label: string; program: string }[];

/** What is said of them while the group is closed; nothing if none is asked for. */
export function useChecksumsLine(): string | undefined {
  const { t } = useTranslation("wizard");
  const asked = useDraft((draft) => draft.config.checksums);
  const names = LISTED.filter((one) => asked.includes(one.algorithm)).map((one) => one.label);
  return names.length === 0 ? undefined : t("options.checksumsChosen", { names: names.join(", ") });
}

export function ChecksumsOption() {
  const { t } = useTranslation("wizard");
  const asked = useDraft((draft) => draft.config.checksums);
  const ask = (algorithm: Algorithm, on: boolean) => {
    const wanted = LISTED.map((one) => one.algorithm).filter((one) =>
      one === algorithm ? on : asked.includes(one),
    );
    change({ checksums: wanted });
  };
  return (
    <fieldset className={css.checks} data-testid="option-checksums">
      <legend className={wizardCss.strong}>{t("options.checksums")}</legend>
      <span className={wizardCss.hint}>{t("options.checksumsHint")}</span>
      {LISTED.map(({ algorithm, label, program }) => (
        <Check
          key={algorithm}
          label={label}
          hint={t("options.checksumsProgram", { program })}
          on={asked.includes(algorithm)}
          onChange={(on) => ask(algorithm, on)}
        />
      ))}
    </fieldset>
  );
}
