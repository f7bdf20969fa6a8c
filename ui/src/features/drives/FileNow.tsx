/** Where the content of a drive's file is now. */
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { MutedCell, useReason } from "@/components/FileCells";
import { PathText } from "@/components/PathText";
import { call, type FileRow } from "@/ipc";
import { keys } from "@/lib/query";

/** The name of the archive that the list is about. */
function useArchiveName(id: string): (destination: number) => string | undefined {
  const view = useQuery({ queryKey: keys.jobView(id), queryFn: () => call("job_view", { id }) });
  return (destination) => view.data?.destinations.find((each) => each.id === destination)?.name;
}

/** The copy, or the twin that makes one needless; else why there is none. */
export function FileNow({ id, file }: { id: string; file: FileRow }) {
  const reason = useReason();
  const archive = useArchiveName(id);
  const { t } = useTranslation("drives");
  if (file.term === "copied" && file.target !== null)
    return <PathText path={file.target} drive={archive(file.destination)} />;
  const settled = file.term === "already_there" || file.term === "repeat";
  if (settled && file.twin !== null)
    return <PathText path={file.twin} drive={file.twin_where ?? undefined} />;
  return <MutedCell>{file.term === "to_do" ? t("was.none") : reason(file)}</MutedCell>;
}
