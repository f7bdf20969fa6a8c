/** Archive: what counts as archive and whether it is whole, and where any old file is now. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button, LinkButton } from "@/components/Button";
import { ArchiveIcon, DownIcon, NothingIcon, PlusIcon, RightIcon } from "@/components/icons";
import { Heading, Page } from "@/components/Page";
import { SearchBox } from "@/components/SearchBox";
import { Empty, ErrorState, LoadingRows } from "@/components/States";
import { call } from "@/ipc";
import { count } from "@/lib/format";
import { ArchiveCards } from "./ArchiveCards";
import { Archivists } from "./Archivists";
import css from "./archive.module.css";
import { useArchives } from "./archives";
import { Coverage } from "./Coverage";
import { FoundPlaces } from "./FoundPlaces";
import { Stale } from "./Stale";

const SHORTEST = 2;
/** As many files as one answer has at most. */
const MOST = 200;

function Answer({ search }: { search: string }) {
  const { t } = useTranslation("archive");
  const wanted = search.trim();
  const found = useQuery({
    queryKey: ["where", wanted],
    queryFn: () => call("where_find", { text: wanted }),
    enabled: wanted.length >= SHORTEST,
    placeholderData: (before) => before,
  });
  if (wanted.length < SHORTEST) return null;
  if (found.error)
    return <ErrorState error={found.error} title={t("cannotSearch")} onRetry={() => void found.refetch()} />;
  if (!found.data) return <LoadingRows />;
  if (found.data.length === 0) {
    return (
      <Empty icon={<NothingIcon size={26} />} title={t("nothing", { search: wanted })}>
        {t("nothingLine")}
      </Empty>
    );
  }
  return (
    <>
      <p className={css.total} role="status">
        {t(found.data.length < MOST ? "total" : "totalMost", {
          count: found.data.length,
          shown: count(found.data.length),
        })}
      </p>
      <FoundPlaces rows={found.data} search={wanted} />
    </>
  );
}

export function ArchiveScreen() {
  const { t } = useTranslation(["archive", "common"]);
  const [search, setSearch] = useState("");
  const [panel, setPanel] = useState(false);
  const { archives, others, pending, error } = useArchives();
  const searching = search.trim().length >= SHORTEST;
  return (
    <Page title={t("title")} fixed={searching} testid="archive">
      <div className={css.top}>
        <Heading>{t("title")}</Heading>
        <Button
          after={panel ? <DownIcon size={15} /> : <RightIcon size={15} />}
          aria-expanded={panel}
          onClick={() => setPanel(!panel)}
          data-testid="for-archivists"
        >
          {t("archivists")}
        </Button>
      </div>
      {panel && <Archivists />}
      {error !== null && <ErrorState error={error} title={t("cannotList")} />}
      {archives.length > 0 && !searching && <ArchiveCards archives={archives} others={others} />}
      {archives.length === 0 && error === null && !pending && !searching && (
        <Empty
          icon={<ArchiveIcon size={26} />}
          title={t("none")}
          action={
            <LinkButton to="/new" kind="primary" icon={<PlusIcon size={16} />} data-testid="archive-new-job">
              {t("common:newJob")}
            </LinkButton>
          }
        >
          {t("noneLine")}
        </Empty>
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
      {!searching && <Coverage />}
      {!searching && archives.length > 0 && <Stale />}
    </Page>
  );
}
