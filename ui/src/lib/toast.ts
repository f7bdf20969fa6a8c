/** Short words in the corner for what needs no screen of its own. */
import { notifications } from "@mantine/notifications";
import { asProblem } from "@/ipc";
import { i18n } from "@/locales";

export function say(message: string): void {
  notifications.show({ message, withBorder: true });
}

export function complain(error: unknown): void {
  const problem = asProblem(error);
  notifications.show({
    color: "red",
    withBorder: true,
    autoClose: 12_000,
    title: i18n.t("somethingFailed"),
    message: [problem.message, problem.hint, problem.path].filter(Boolean).join(" "),
  });
}
