/** The sample drives: they and their archive lie on one disk, which their answers have to explain. */
import { useQuery } from "@tanstack/react-query";
import { call } from "@/ipc";
import { keys } from "./query";

/** Whether a folder belongs to the samples that the first start offers. */
export function useIsSample(): (path: string | null) => boolean {
  const app = useQuery({
    queryKey: keys.app,
    queryFn: () => call("app_info"),
    staleTime: Number.POSITIVE_INFINITY,
  });
  const plain = (path: string) => path.replaceAll("\\", "/");
  const top = app.data && plain(`${app.data.dataDir}/samples/`);
  return (path) => top !== undefined && plain(path ?? "").startsWith(top);
}
