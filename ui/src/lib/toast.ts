/** Short words in the corner for what needs no screen of its own. */
import { notifications } from "@mantine/notifications";
import { asProblem, type Notice } from "@/ipc";
import { i18n } from "@/locales";
import { wholeProblem, words } from "./words";

const closing = () => ({ withBorder: true, closeButtonProps: { "aria-label": i18n.t("close") } });

export function say(message: string): void {
  notifications.show({ ...closing(), message });
}

/** What the desktop would have been told, while the window has the focus. A click opens its screen. */
export function tell(notice: Notice, onOpen: () => void): void {
  notifications.show({
    title: words(notice.title),
    message: words(notice.body),
    ...closing(),
    autoClose: notice.urgent ? false : 6_000,
    onClick: onOpen,
    tabIndex: 0,
    onKeyDown: (event) => {
      if (event.key === "Enter" && event.target === event.currentTarget) onOpen();
    },
    style: { cursor: "pointer" },
  });
}

export function complain(error: unknown): void {
  const problem = asProblem(error);
  notifications.show({
    color: "red",
    ...closing(),
    autoClose: 12_000,
    title: i18n.t("somethingFailed"),
    message: wholeProblem(problem),
  });
}
