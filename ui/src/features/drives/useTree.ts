/** The folders of a drive that are open, and the files on screen, asked for as they are needed. */
import { useQueries } from "@tanstack/react-query";
import { useState } from "react";
import { call, type FileRow, type TreeLevel } from "@/ipc";
import { EVERY_FILE } from "@/lib/fileRows";
import { PAGE } from "@/lib/paged";
import { type FilePage, type Piece, pagesIn, pieceAt, piecesOf } from "./tree";

const AHEAD = 40;

function useLevels(id: string, source: number, open: ReadonlySet<string>) {
  const paths = ["", ...open];
  const answers = useQueries({
    queries: paths.map((path) => ({
      queryKey: ["job", id, "tree", source, path],
      queryFn: () => call("job_tree", { id, source, path }),
      staleTime: 60_000,
    })),
  });
  const levels = new Map<string, TreeLevel | undefined>(
    paths.map((path, index) => [path, answers[index]?.data]),
  );
  const failed = answers.find((answer) => answer.error);
  return { levels, failed };
}

function useFiles(id: string, wanted: FilePage[]) {
  const answers = useQueries({
    queries: wanted.map(({ folder, page }) => {
      const query = { ...EVERY_FILE, folder, offset: page * PAGE, limit: PAGE };
      return {
        queryKey: ["job", id, "files", { ...EVERY_FILE, folder }, page],
        queryFn: () => call("job_files", { id, query }),
      };
    }),
  });
  return (folder: number, index: number): FileRow | undefined => {
    const at = wanted.findIndex((each) => each.folder === folder && each.page === Math.floor(index / PAGE));
    return answers[at]?.data?.rows[index % PAGE];
  };
}

export function useTree(id: string, source: number) {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  const [range, setRange] = useState({ start: 0, end: 0 });
  const { levels, failed } = useLevels(id, source, open);
  const pieces: Piece[] = piecesOf(levels, open);
  const file = useFiles(id, pagesIn(pieces, range.start - AHEAD, range.end + AHEAD, PAGE));
  const [onRange] = useState(() => (start: number, end: number) => setRange({ start, end }));
  const toggle = (index: number) => {
    const piece = pieceAt(pieces, index);
    if (piece?.kind !== "folder") return;
    const next = new Set(open);
    if (!next.delete(piece.folder.path)) next.add(piece.folder.path);
    setOpen(next);
  };
  return { pieces, file, onRange, toggle, top: levels.get(""), failed };
}
