/** The frame of a screen: breadcrumbs in the header, a scrolling body, an action bar that stays in view. */
import { Link, type LinkProps } from "@tanstack/react-router";
import { type ReactNode, useEffect, useLayoutEffect, useRef } from "react";
import { createPortal } from "react-dom";
import { useTranslation } from "react-i18next";
import { useCrumbPlace } from "@/app/crumbPlace";
import { RightIcon } from "./icons";
import css from "./Page.module.css";

interface Crumb {
  label: string;
  link?: LinkProps;
}

function Crumbs({ crumbs }: { crumbs: Crumb[] }) {
  const { t } = useTranslation();
  const place = useCrumbPlace();
  if (!place || crumbs.length === 0) return null;
  return createPortal(
    <nav aria-label={t("crumbs")}>
      <ol className={css.crumbs}>
        {crumbs.map((crumb, index) => (
          <li key={crumb.label} data-last={index === crumbs.length - 1} data-first={index === 0}>
            {index > 0 && <RightIcon size={14} className={css.chevron} />}
            {crumb.link ? (
              <Link {...crumb.link} className={css.crumbLink}>
                {crumb.label}
              </Link>
            ) : (
              <span aria-current={index === crumbs.length - 1 ? "page" : undefined}>{crumb.label}</span>
            )}
          </li>
        ))}
      </ol>
    </nav>,
    place,
  );
}

/** The heading that answers; it takes the focus when its screen opens. */
export function Heading({
  children,
  className,
  id,
}: {
  children: ReactNode;
  className?: string;
  id?: string;
}) {
  const ref = useRef<HTMLHeadingElement>(null);
  // With the screen and not after it: a key pressed in between would be another place's.
  useLayoutEffect(() => {
    ref.current?.focus({ preventScroll: true });
  }, []);
  return (
    <h1 ref={ref} tabIndex={-1} className={className} id={id}>
      {children}
    </h1>
  );
}

interface PageProps {
  title: string;
  crumbs?: Crumb[];
  children: ReactNode;
  footer?: ReactNode;
  /** The body does not scroll as a whole: a list in it does. */
  fixed?: boolean;
  lowFooter?: boolean;
  className?: string;
  testid?: string;
}

export function Page({
  title,
  crumbs = [],
  children,
  footer,
  fixed,
  lowFooter,
  className,
  testid,
}: PageProps) {
  useEffect(() => {
    document.title = `${title} – Ingather`;
  }, [title]);
  return (
    <div className={css.page} data-testid={testid}>
      <Crumbs crumbs={crumbs} />
      <main
        className={[css.body, fixed && css.fixed, className].filter(Boolean).join(" ")}
        tabIndex={fixed ? undefined : 0}
        aria-label={title}
      >
        {children}
      </main>
      {footer && <footer className={lowFooter ? `${css.footer} ${css.low}` : css.footer}>{footer}</footer>}
    </div>
  );
}
