import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { KeyRound, ListTodo, Rocket, Webhook } from "lucide-react";
import { snippetLanguages } from "../pages/quick-start/snippets.ts";
import { accountRoute } from "./layouts.ts";
import { defined, oneOf, text } from "./search.ts";

/** Pages for those who build on the API. */
export const developerPages = [
  createRoute({
    getParentRoute: () => accountRoute,
    path: "quick-start",
    validateSearch: (search) => defined({ language: oneOf(snippetLanguages, search["language"]) }),
    component: lazyRouteComponent(() => import("../pages/quick-start/quick-start-page.tsx"), "QuickStartPage"),
    staticData: {
      title: "quickStart",
      nav: { group: "developers", icon: Rocket, order: 10 },
      scope: "account:read",
    },
  }),
  createRoute({
    getParentRoute: () => accountRoute,
    path: "keys",
    component: lazyRouteComponent(() => import("../pages/keys/keys-page.tsx"), "KeysPage"),
    staticData: { title: "keys", nav: { group: "developers", icon: KeyRound, order: 20 }, scope: "keys:manage" },
  }),
  createRoute({
    getParentRoute: () => accountRoute,
    path: "webhooks",
    component: lazyRouteComponent(() => import("../pages/webhooks/webhooks-page.tsx"), "WebhooksPage"),
    staticData: { title: "webhooks", nav: { group: "developers", icon: Webhook, order: 30 }, scope: "webhooks:manage" },
  }),
  createRoute({
    getParentRoute: () => accountRoute,
    path: "webhooks/$webhookId",
    validateSearch: (search) => defined({ cursor: text(search["cursor"]) }),
    component: lazyRouteComponent(() => import("../pages/webhooks/webhook-page.tsx"), "WebhookPage"),
    staticData: { title: "webhook", scope: "webhooks:manage" },
  }),
  createRoute({
    getParentRoute: () => accountRoute,
    path: "jobs",
    validateSearch: (search) => defined({ cursor: text(search["cursor"]) }),
    component: lazyRouteComponent(() => import("../pages/jobs/jobs-page.tsx"), "JobsPage"),
    staticData: { title: "jobs", nav: { group: "developers", icon: ListTodo, order: 40 }, scope: "jobs:manage" },
  }),
] as const;
