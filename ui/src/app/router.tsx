/** Every address of the window. Screens load when they are first opened. */
import {
  createHashHistory,
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from "@tanstack/react-router";
import { HomeScreen } from "@/features/home/HomeScreen";
import { BrokenScreen } from "./BrokenScreen";
import { Shell } from "./Shell";

const root = createRootRoute({ component: Shell });
const STEPS = ["drives", "archive", "options", "review"] as const;
export type WizardStep = (typeof STEPS)[number];

function step(search: Record<string, unknown>): { step?: WizardStep } {
  const wanted = STEPS.find((name) => name === search.step);
  return wanted ? { step: wanted } : {};
}

const home = createRoute({ getParentRoute: () => root, path: "/", component: HomeScreen });

const newJob = createRoute({
  getParentRoute: () => root,
  path: "/new",
  validateSearch: step,
  component: lazyRouteComponent(() => import("@/features/wizard/WizardScreen"), "NewJobScreen"),
});

const editJob = createRoute({
  getParentRoute: () => root,
  path: "/job/$id/edit",
  validateSearch: step,
  component: lazyRouteComponent(() => import("@/features/wizard/WizardScreen"), "EditJobScreen"),
});

const plan = createRoute({
  getParentRoute: () => root,
  path: "/job/$id/plan",
  component: lazyRouteComponent(() => import("@/features/plan/PlanScreen"), "PlanScreen"),
});

const live = createRoute({
  getParentRoute: () => root,
  path: "/job/$id/live",
  component: lazyRouteComponent(() => import("@/features/run/LiveScreen"), "LiveScreen"),
});

const results = createRoute({
  getParentRoute: () => root,
  path: "/job/$id/results",
  component: lazyRouteComponent(() => import("@/features/results/ResultsScreen"), "ResultsScreen"),
});

const drives = createRoute({
  getParentRoute: () => root,
  path: "/drives",
  // Folders of one volume may be known as drives of their own, so the path below it is part of the address.
  validateSearch: (search: Record<string, unknown>): { volume?: string; path?: string } => ({
    ...(typeof search.volume === "string" ? { volume: search.volume } : {}),
    ...(typeof search.path === "string" ? { path: search.path } : {}),
  }),
  component: lazyRouteComponent(() => import("@/features/drives/DrivesScreen"), "DrivesScreen"),
});

const archive = createRoute({
  getParentRoute: () => root,
  path: "/archive",
  component: lazyRouteComponent(() => import("@/features/archive/ArchiveScreen"), "ArchiveScreen"),
});

const settings = createRoute({
  getParentRoute: () => root,
  path: "/settings",
  component: lazyRouteComponent(() => import("@/features/settings/SettingsScreen"), "SettingsScreen"),
});

const log = createRoute({
  getParentRoute: () => root,
  path: "/log",
  component: lazyRouteComponent(() => import("@/features/log/LogScreen"), "LogScreen"),
});

export const router = createRouter({
  routeTree: root.addChildren([home, newJob, editJob, plan, live, results, drives, archive, settings, log]),
  history: createHashHistory(),
  defaultErrorComponent: BrokenScreen,
  defaultPendingMs: 300,
  // Query owns the data; the router only knows where one is.
  defaultPreload: false,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}
