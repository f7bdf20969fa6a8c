/** Theme, cache and routes put together. */
import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { queryClient } from "@/lib/query";
import { router } from "./router";
import css from "./Shell.module.css";
import { theme } from "./theme";

export function App() {
  return (
    <MantineProvider theme={theme} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <Notifications
          position="top-center"
          transitionDuration={0}
          autoClose={6000}
          className={css.notices}
        />
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
