/** Drives: is it safe to wipe? By risk, red first. There is no wipe button anywhere. */
import { Link, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { LinkButton } from "@/components/Button";
import { BackIcon, DriveIcon, NothingIcon, PlusIcon } from "@/components/icons";
import { Heading, Page } from "@/components/Page";
import { SearchBox } from "@/components/SearchBox";
import { Empty, ErrorState, LoadingRows } from "@/components/States";
import { type DriveRows, driveKey, useDriveRows, verdictNow } from "@/features/home/driveRows";
import type { SafeToWipe } from "@/ipc";
import type { DriveRow } from "@/lib/jobNow";
import { useTellApart } from "@/lib/tellApart";
import { useWide } from "@/lib/useWide";
import { DriveDetail } from "./DriveDetail";
import { DriveItem } from "./DriveItem";
import css from "./drives.module.css";

const GROUPS: SafeToWipe[] = ["not_yet", "check_first", "safe", "never_scanned"];

interface DriveGroupsProps {
  drives: DriveRow[];
  apart: (drive: DriveRow) => string;
  selected: DriveRow | undefined;
}

function DriveGroups({ drives, apart, selected }: DriveGroupsProps) {
  const { t } = useTranslation("drives");
  return GROUPS.map((verdict) => {
    const group = drives.filter((drive) => verdictNow(drive) === verdict);
    if (group.length === 0) return null;
    return (
      <section key={verdict} aria-label={t(`group.${verdict}`)}>
        <h2 className={css.groupName}>
          {t(`group.${verdict}`)} <span>{group.length}</span>
        </h2>
        <ul>
          {group.map((drive) => (
            <DriveItem
              key={driveKey(drive)}
              drive={drive}
              apart={apart(drive)}
              selected={drive === selected}
            />
          ))}
        </ul>
      </section>
    );
  });
}

function DriveList({ known, selected }: { known: DriveRows; selected: DriveRow | undefined }) {
  const { t } = useTranslation(["drives", "common"]);
  const [search, setSearch] = useState("");
  const { rows, error, again } = known;
  const drives = rows ?? [];
  const apart = useTellApart(drives);
  const shown = drives.filter((drive) => drive.name.toLowerCase().includes(search.toLowerCase()));
  return (
    <div className={css.list}>
      <div className={css.listTop}>
        <Heading>{t("title")}</Heading>
        <LinkButton to="/new" small icon={<PlusIcon size={15} />}>
          {t("scan")}
        </LinkButton>
      </div>
      {drives.length > 0 && (
        <SearchBox label={t("search")} value={search} onChange={setSearch} width="100%" />
      )}
      {error !== null && (
        <ErrorState
          error={error}
          title={t("cannotList")}
          safe={t("common:safeNothingChanged")}
          onRetry={again}
        />
      )}
      {!rows && error === null && <LoadingRows />}
      {rows?.length === 0 && (
        <Empty icon={<DriveIcon size={26} />} title={t("none")}>
          {t("noneLine")}
        </Empty>
      )}
      {drives.length > 0 && shown.length === 0 && (
        <Empty icon={<NothingIcon size={26} />} title={t("noMatch", { search })} />
      )}
      <DriveGroups drives={shown} apart={apart} selected={selected} />
    </div>
  );
}

export function DrivesScreen() {
  const { t } = useTranslation("drives");
  const wide = useWide();
  const { volume, path } = useSearch({ from: "/drives" });
  const known = useDriveRows();
  const drives = known.rows ?? [];
  const apart = useTellApart(drives);
  const chosen =
    drives.find((drive) => drive.volume === volume && drive.path === path) ??
    drives.find((drive) => drive.volume === volume) ??
    (wide ? drives[0] : undefined);
  if (!wide && chosen) {
    return (
      <Page title={chosen.name} testid="drives">
        <p className={css.back}>
          <Link to="/drives">
            <BackIcon size={16} /> {t("title")}
          </Link>
        </p>
        <DriveDetail key={driveKey(chosen)} drive={chosen} apart={apart(chosen)} alone />
      </Page>
    );
  }
  return (
    <Page title={t("title")} fixed={wide} className={wide ? css.split : undefined} testid="drives">
      <DriveList known={known} selected={chosen} />
      {wide && (
        <div className={css.detail}>
          {chosen && <DriveDetail key={driveKey(chosen)} drive={chosen} apart={apart(chosen)} />}
        </div>
      )}
    </Page>
  );
}
