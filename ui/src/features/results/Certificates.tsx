/** A certificate per drive: the answer, then its evidence, then the exceptions. */
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/components/Button";
import { VerdictChip } from "@/components/Chip";
import { Eject } from "@/components/Eject";
import {
  AlertIcon,
  CertificateIcon,
  CheckFirstIcon,
  DriveIcon,
  FailedIcon,
  InfoIcon,
  LeftOutIcon,
  OkIcon,
  RefreshIcon,
} from "@/components/icons";
import type { DriveVerdict, ResultsView, SafeToWipe } from "@/ipc";
import { count, day, sharedUnit, size, sizeBeside, time } from "@/lib/format";
import { words } from "@/lib/words";
import type { FileFilter } from "./AllFiles";
import css from "./certificates.module.css";
import resultsCss from "./results.module.css";
import { useRunAgain, useSaveAs } from "./Verdict";

const ORDER: Record<SafeToWipe, number> = { safe: 0, check_first: 1, not_yet: 2, never_scanned: 3 };

interface Line {
  key: string;
  sign: ReactNode;
  words: ReactNode;
}

function useWhen() {
  const { t } = useTranslation("common");
  return (ms: number) => `${day(ms, t("today"))} ${time(ms)}`;
}

function Exceptions({ drive }: { drive: DriveVerdict }): Line[] {
  const sign =
    drive.verdict === "not_yet" ? (
      <FailedIcon size={17} className={css.bad} />
    ) : drive.verdict === "check_first" ? (
      <CheckFirstIcon size={17} className={css.warn} />
    ) : (
      <LeftOutIcon size={17} />
    );
  return drive.exceptions.map(words).map((sentence) => ({ key: sentence, sign, words: sentence }));
}

function useLines(drive: DriveVerdict): Line[] {
  const { t } = useTranslation("results");
  const when = useWhen();
  const ok = <OkIcon size={17} className={css.ok} />;
  const lines: Line[] = [];
  const notRead = drive.in_archive - drive.read_back;
  if (drive.in_archive > 0 && notRead === 0) {
    lines.push({
      key: "read",
      sign: ok,
      words: (
        <>
          {t("cert.readBack")}{" "}
          {drive.verified_ms !== null && <span className="muted">{when(drive.verified_ms)}</span>}
        </>
      ),
    });
  } else if (notRead > 0) {
    lines.push({
      key: "read",
      sign: <CheckFirstIcon size={17} className={css.warn} />,
      words: t("cert.notReadBack", { count: notRead }),
    });
  }
  if (drive.scanned_ms !== null) {
    lines.push({
      key: "scan",
      sign: ok,
      words: (
        <>
          {t("cert.scanned")} <span className="muted">{when(drive.scanned_ms)}</span>
        </>
      ),
    });
  }
  if (drive.exceptions.length > 0) lines.push(...Exceptions({ drive }));
  else {
    if (drive.failed > 0)
      lines.push({
        key: "failed",
        sign: <FailedIcon size={17} className={css.bad} />,
        words: (
          <>
            {t("cert.failed", { count: drive.failed })} <span className="muted">{t("cert.keep")}</span>
          </>
        ),
      });
    if (drive.to_do > 0)
      lines.push({
        key: "todo",
        sign: <AlertIcon size={17} className={css.bad} />,
        words: t("cert.toDo", { count: drive.to_do }),
      });
    if (drive.left_out > 0)
      lines.push({
        key: "left",
        sign: <LeftOutIcon size={17} />,
        words: (
          <>
            {t("cert.leftOut", { count: drive.left_out })}{" "}
            <span className="muted">({sizeBeside(drive.left_out_bytes, sharedUnit(drive.bytes))})</span>
          </>
        ),
      });
  }
  if (drive.used > 0 && drive.looked_at < drive.used * 0.98) {
    lines.push({
      key: "share",
      sign: <InfoIcon size={17} />,
      words: (
        <span className="muted">
          {t("cert.share", { looked: size(drive.looked_at), used: size(drive.used) })}
        </span>
      ),
    });
  }
  return lines;
}

interface CertificateProps {
  id: string;
  /** Of the drive while it is connected. */
  volume: string | null;
  drive: DriveVerdict;
  onShow: (filter: Partial<FileFilter>) => void;
}

function Acts({ id, drive, onShow }: CertificateProps) {
  const { t } = useTranslation("results");
  const save = useSaveAs(id);
  const again = useRunAgain(id);
  if (drive.verdict === "safe") {
    return (
      <>
        <Button small icon={<CertificateIcon size={16} />} onClick={() => save("report_html")}>
          {t("cert.save")}
        </Button>
        {drive.left_out > 0 && (
          <Button kind="text" small onClick={() => onShow({ source: drive.source, term: "left_out" })}>
            {t("cert.showLeft", { count: drive.left_out, shown: count(drive.left_out) })}
          </Button>
        )}
      </>
    );
  }
  if (drive.verdict === "not_yet") {
    return (
      <Button
        small
        onClick={() => onShow({ source: drive.source, term: drive.failed > 0 ? "failed" : "to_do" })}
        data-testid="why-not"
      >
        {t("cert.whyNot")}
      </Button>
    );
  }
  return (
    <Button small icon={<RefreshIcon size={15} />} disabled={again.busy} onClick={again.go}>
      {t("cert.again")}
    </Button>
  );
}

function Certificate(props: CertificateProps) {
  const { t } = useTranslation("results");
  const { drive } = props;
  const lines = useLines(drive);
  return (
    <li
      className={`${css.card} ${css[drive.verdict]}`}
      data-testid="certificate"
      data-verdict={drive.verdict}
    >
      <div className={css.cardTop}>
        <DriveIcon size={18} className={resultsCss.grey} />
        <h3 title={drive.path}>{drive.name}</h3>
        <VerdictChip
          verdict={drive.verdict}
          ground
          word={drive.verdict === "safe" && drive.away ? t("cert.once") : undefined}
        />
      </div>
      <p className={css.answer}>
        {t("cert.answer", { count: drive.files, shown: count(drive.files), done: count(drive.in_archive) })}
      </p>
      <ul className={css.lines}>
        {lines.map((line) => (
          <li key={line.key}>
            {line.sign}
            <span>{line.words}</span>
          </li>
        ))}
      </ul>
      <div className={css.cardActs}>
        <Acts {...props} />
        {props.volume !== null && <Eject small volume={props.volume} path={drive.path} name={drive.name} />}
      </div>
    </li>
  );
}

function volumeOf(results: ResultsView, drive: DriveVerdict): string | null {
  const source = results.job.sources.find((each) => each.id === drive.source);
  return source?.connected ? source.volume : null;
}

export function Certificates({
  results,
  onShow,
}: {
  results: ResultsView;
  onShow: (filter: Partial<FileFilter>) => void;
}) {
  const { t } = useTranslation("results");
  const when = useWhen();
  if (results.certificates.length === 0) return null;
  const sorted = [...results.certificates].sort((a, b) => ORDER[a.verdict] - ORDER[b.verdict]);
  return (
    <section className={css.certificates} aria-label={t("cert.title")}>
      <h2>
        {t("cert.title")}
        <span>
          {results.finished_ms === null
            ? t("cert.never")
            : t("cert.holds", { when: when(results.finished_ms) })}
        </span>
      </h2>
      <ul className={css.cards}>
        {sorted.map((drive) => (
          <Certificate
            key={drive.source}
            id={results.job.id}
            volume={volumeOf(results, drive)}
            drive={drive}
            onShow={onShow}
          />
        ))}
      </ul>
    </section>
  );
}
