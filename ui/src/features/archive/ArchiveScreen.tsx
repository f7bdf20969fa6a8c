/** Archive: which archives there are, and where an old file is now. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ArchiveIcon, NothingIcon } from "@/components/icons";
import { Heading, Page } from "@/components/Page";
import { Progress } from "@/components/Progress";
import { SearchBox } from "@/components/SearchBox";
import { Empty, ErrorState, LoadingRows } from "@/components/States";
import { call, type DriveView } from "@/ipc";
import { capacity, count } from "@/lib/format";
import { keys } from "@/lib/query";
import css from "./archive.module.css";
import { useEverywhere } from "./everywhere";
import { FoundFiles } from "./FoundFiles";

function Archives({ drives }: { drives: DriveView[] }) {
  const { t } = useTranslation("archive");
  return (
    <ul className={css.archives} aria-label={t("connected")}>
      {drives.map((drive) => (
        <li key={drive.volume} data-testid="archive-drive">
          <p className={css.archiveName}>
            <ArchiveIcon size={17} /> <b>{drive.name}</b>
          </p>
          <Progress
            label={t("used", { name: drive.name })}
            part={drive.capacity - drive.free}
            all={drive.capacity}
            height={6}
            tone="grey"
          />
          <p className={css.archiveUsed}>
            {t("usedOf", {
              used: capacity(drive.capacity - drive.free),
              all: capacity(drive.capacity),
              free: capacity(drive.free),
            })}
          </p>
        </li>
      ))}
    </ul>
  );
}

function Answer({ search }: { search: string }) {
  const { t } = useTranslation("archive");
  const found = useEverywhere(search);
  if (search.trim().length < 2) {
    return (
      <Empty icon={<NothingIcon size={26} />} title={t("ask")}>
        {t("askLine", { count: found.jobs, shown: count(found.jobs) })}
      </Empty>
    );
  }
  if (found.error) return <ErrorState error={found.error} title={t("cannotSearch")} />;
  if (found.pending && found.rows.length === 0) return <LoadingRows />;
  if (found.rows.length === 0) {
    return (
      <Empty icon={<NothingIcon size={26} />} title={t("nothing", { search })}>
        {t("nothingLine", { count: found.jobs, shown: count(found.jobs) })}
      </Empty>
    );
  }
  return (
    <>
      <p className={css.total}>
        {t("total", { count: found.total, shown: count(found.total), first: count(found.rows.length) })}
      </p>
      <FoundFiles rows={found.rows} />
    </>
  );
}

export function ArchiveScreen() {
  const { t } = useTranslation("archive");
  const [search, setSearch] = useState("");
  const mounted = useQuery({ queryKey: keys.mounted, queryFn: () => call("drives_list") });
  const archives = (mounted.data ?? []).filter((drive) => drive.archive);
  return (
    <Page title={t("title")} fixed testid="archive">
      <Heading>{t("title")}</Heading>
      {archives.length > 0 ? (
        <Archives drives={archives} />
      ) : (
        <p className={css.none}>{mounted.isPending ? "" : t("none")}</p>
      )}
      <div className={css.search}>
        <SearchBox
          label={t("search")}
          value={search}
          onChange={setSearch}
          width="100%"
          testid="archive-search"
        />
        <p>{t("searchLine")}</p>
      </div>
      <Answer search={search} />
    </Page>
  );
}
