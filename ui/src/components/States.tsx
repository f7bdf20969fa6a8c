/** Nothing here, still loading, went wrong: the three states every list and screen shares. */
import { type ReactNode, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { asProblem } from "@/ipc";
import { inOneLine, sentence } from "@/lib/words";
import { Button } from "./Button";
import { AlertIcon, CopyIcon, RefreshIcon } from "./icons";
import { Heading } from "./Page";
import css from "./States.module.css";

interface EmptyProps {
  icon: ReactNode;
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  good?: boolean;
}

export function Empty({ icon, title, children, action, good }: EmptyProps) {
  return (
    <div className={css.empty}>
      <span className={good ? css.good : css.icon}>{icon}</span>
      <p className={css.title}>{title}</p>
      {children && <p className={css.line}>{children}</p>}
      {action}
    </div>
  );
}

/** Grey blocks come after 300 ms and do not shimmer. */
function useLate(waiting: boolean, after = 300): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!waiting) {
      setLate(false);
      return;
    }
    const timer = setTimeout(() => setLate(true), after);
    return () => clearTimeout(timer);
  }, [waiting, after]);
  return waiting && late;
}

export function LoadingRows({ rows = 6 }: { rows?: number }) {
  const { t } = useTranslation();
  const late = useLate(true);
  return (
    <div className={css.loading} aria-busy="true">
      <span className="unseen">{t("loading")}</span>
      {late &&
        Array.from({ length: rows }, (_, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: grey blocks have no identity
          <div key={index} className={css.greyRow}>
            <span className={css.block} style={{ width: 24, height: 24 }} />
            <span className={css.block} style={{ width: `${30 + ((index * 13) % 22)}%` }} />
            <span className={css.block} style={{ width: 90, marginLeft: "auto" }} />
            <span className={css.block} style={{ width: 40 }} />
          </div>
        ))}
    </div>
  );
}

interface ErrorStateProps {
  error: unknown;
  title: string;
  /** What stays untouched although this failed. */
  safe?: string;
  onRetry?: () => void;
  /** It stands for a whole screen, so it is that screen's heading. */
  page?: boolean;
}

export function ErrorState({ error, title, safe, onRetry, page }: ErrorStateProps) {
  const { t } = useTranslation();
  const problem = asProblem(error);
  const details = [
    problem.code,
    sentence(problem.message),
    problem.path,
    problem.hint && sentence(problem.hint),
  ]
    .filter(Boolean)
    .join("\n");
  return (
    <div className={css.error} role="alert">
      <AlertIcon size={24} className={css.bad} />
      <div>
        {page ? (
          <Heading className={css.errorTitle}>{title}</Heading>
        ) : (
          <p className={css.errorTitle}>{title}</p>
        )}
        <p className={css.line}>{inOneLine(problem.message, problem.hint)}</p>
        {problem.path && <p className={`${css.line} selectable`}>{problem.path}</p>}
        {safe && <p className={css.line}>{safe}</p>}
        <div className={css.actions}>
          {onRetry && (
            <Button kind="plain" small icon={<RefreshIcon size={15} />} onClick={onRetry}>
              {t("tryAgain")}
            </Button>
          )}
          <Button
            small
            icon={<CopyIcon size={15} />}
            onClick={() => void navigator.clipboard?.writeText(details)}
          >
            {t("copyDetails")}
          </Button>
        </div>
      </div>
    </div>
  );
}
