/** The way from one copy to two: a new job that brings what only one archive has to another one. */
import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { add, beginNew, change, useDraft } from "@/features/wizard/draft";
import { type CoverageVolume, call } from "@/ipc";
import { complain, say } from "@/lib/toast";
import { type Archive, useArchives } from "./archives";
import css from "./coverage.module.css";

/** A draft that was begun is somebody's work: it is neither mixed up with this nor thrown away. */
function isBegun(): boolean {
  const { jobId, config } = useDraft.getState();
  return jobId === null && config.sources.length > 0;
}

/** The archive on another drive with the most room. */
function otherThan(volume: string, archives: Archive[]): Archive | undefined {
  const others = archives.filter((each) => each.connected && each.volume !== volume);
  return others.sort((a, b) => b.free - a.free)[0];
}

function useCopy() {
  const { t } = useTranslation("archive");
  const navigate = useNavigate();
  return async (from: Archive[], to: Archive | undefined) => {
    await beginNew();
    if (isBegun()) {
      say(t("coverage.draft"));
      await navigate({ to: "/" });
      return;
    }
    const look = (archives: Archive[]) => call("folders_look", { paths: archives.map((each) => each.path) });
    add("sources", await look(from));
    if (to) add("destinations", await look([to]));
    // The second archive is as the first: no folder that is named after it.
    change({ layout: "merge" });
    await navigate({ to: "/new", search: { step: to ? "review" : "archive" } });
  };
}

export function SecondCopy({ volumes }: { volumes: CoverageVolume[] }) {
  const { t } = useTranslation("archive");
  const { archives } = useArchives();
  const copy = useCopy();
  const alone = volumes
    .filter((volume) => volume.only.files > 0)
    .map((volume) => ({
      volume,
      from: archives.filter((each) => each.connected && each.volume === volume.volume),
      to: otherThan(volume.volume, archives),
    }))
    .filter(({ from }) => from.length > 0);
  return (
    <p className={css.second}>
      {t("coverage.second")}
      {alone.map(({ volume, from, to }) => (
        <Button
          key={volume.volume}
          kind="text"
          onClick={() => void copy(from, to).catch(complain)}
          data-testid="coverage-copy"
        >
          {t(alone.length > 1 ? "coverage.copyFrom" : "coverage.copy", {
            from: volume.name,
            to: to?.name ?? t("coverage.anotherDrive"),
          })}
        </Button>
      ))}
    </p>
  );
}
