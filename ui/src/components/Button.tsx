/** The board's buttons: one primary a screen, plain, quiet, text; small where they stand in rows and cards. */
import { Link, type LinkProps } from "@tanstack/react-router";
import type { ButtonHTMLAttributes, ReactNode, Ref } from "react";
import css from "./Button.module.css";

type ButtonKind = "primary" | "plain" | "quiet" | "text";

interface Look {
  kind?: ButtonKind;
  small?: boolean;
  large?: boolean;
  icon?: ReactNode;
  after?: ReactNode;
}

type ButtonProps = Look & ButtonHTMLAttributes<HTMLButtonElement> & { ref?: Ref<HTMLButtonElement> };

function classes(kind: ButtonKind, small?: boolean, large?: boolean): string {
  return [css.button, css[kind], small && css.small, large && css.large].filter(Boolean).join(" ");
}

export function Button({
  kind = "quiet",
  small,
  large,
  icon,
  after,
  children,
  className,
  ...rest
}: ButtonProps) {
  return (
    <button
      type="button"
      className={[classes(kind, small, large), className].filter(Boolean).join(" ")}
      {...rest}
    >
      {icon}
      {children}
      {after}
    </button>
  );
}

type LinkButtonProps = Look & LinkProps & { children: ReactNode; "data-testid"?: string };

export function LinkButton({
  kind = "quiet",
  small,
  large,
  icon,
  after,
  children,
  ...rest
}: LinkButtonProps) {
  return (
    <Link className={classes(kind, small, large)} {...rest}>
      {icon}
      {children}
      {after}
    </Link>
  );
}

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  label: string;
  ref?: Ref<HTMLButtonElement>;
}

export function IconButton({ label, children, className, ...rest }: IconButtonProps) {
  const look = [css.iconOnly, className].filter(Boolean).join(" ");
  return (
    <button type="button" {...rest} className={look} aria-label={label} title={label}>
      {children}
    </button>
  );
}
