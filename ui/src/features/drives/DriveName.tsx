/** A drive's name, changed in place: "blue WD, shelf 2" is worth more than "Untitled". */
import { TextInput } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { call, type KnownDrive } from "@/ipc";
import { useDriveWords } from "@/lib/driveWords";
import { keys, outdated } from "@/lib/query";
import { complain } from "@/lib/toast";
import css from "./drives.module.css";

export function DriveName({ drive }: { drive: KnownDrive }) {
  const { t } = useTranslation(["drives", "common"]);
  const { driveName } = useDriveWords();
  const [name, setName] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const typing = name !== null;
  useEffect(() => {
    if (typing) field.current?.select();
  }, [typing]);
  if (name === null) {
    return (
      <>
        <b className={css.driveName}>{driveName(drive.name)}</b>
        {/* A name belongs to a whole drive: a folder is called as it is. */}
        {drive.path === "" && (
          <Button kind="text" small onClick={() => setName(drive.name)} data-testid="drive-rename">
            {t("rename")}
          </Button>
        )}
      </>
    );
  }
  const save = () => {
    const wanted = name.trim();
    if (!wanted || wanted === drive.name) {
      setName(null);
      return;
    }
    call("drive_name", { volume: drive.volume, name: wanted }).then(() => {
      setName(null);
      outdated(keys.drives);
    }, complain);
  };
  return (
    <form
      className={css.rename}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <TextInput
        aria-label={t("renameLabel")}
        size="sm"
        value={name}
        maxLength={80}
        ref={field}
        data-testid="drive-name"
        onChange={(event) => setName(event.currentTarget.value)}
        onKeyDown={(event) => event.key === "Escape" && setName(null)}
      />
      <Button small kind="plain" type="submit">
        {t("save")}
      </Button>
      <Button small onClick={() => setName(null)}>
        {t("common:cancel")}
      </Button>
    </form>
  );
}
