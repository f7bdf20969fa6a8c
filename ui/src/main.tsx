/** The window's first line. The locale guard comes first: nothing may format a number before it. */
import "@/lib/locale";
import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "@mantine/spotlight/styles.css";
import "@/app/tokens.css";
import "@/app/forced.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { App } from "@/app/App";
import { call } from "@/ipc";
import { keys, queryClient } from "@/lib/query";
import { speakAsLastTime } from "@/locales/speak";

// Asked before anything is drawn: the shell answers while the page gets ready.
void queryClient.prefetchQuery({ queryKey: keys.jobs, queryFn: () => call("jobs_list") });

function draw() {
  const root = document.getElementById("root");
  if (!root) return;
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
}

// Words that cannot be brought are English ones, and no reason to show nothing.
void speakAsLastTime().then(draw, draw);
