import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { Cable, Database, FileClock, MailX, Network, ScrollText } from "lucide-react";
import { operatorRoute } from "./layouts.ts";
import { defined, text } from "./search.ts";

/** How the gateway itself does, and what was done to it. */
export const operatorSystemPages = [
  createRoute({
    getParentRoute: () => operatorRoute,
    path: "system",
    component: lazyRouteComponent(() => import("../pages/operator/system/system-page.tsx"), "SystemPage"),
    staticData: { title: "system", nav: { group: "system", icon: Network, order: 10 } },
  }),
  createRoute({
    getParentRoute: () => operatorRoute,
    path: "connectors",
    component: lazyRouteComponent(() => import("../pages/operator/connectors/connectors-page.tsx"), "ConnectorsPage"),
    staticData: { title: "connectors", nav: { group: "system", icon: Cable, order: 30 } },
  }),
  createRoute({
    getParentRoute: () => operatorRoute,
    path: "dead-letters",
    validateSearch: (search) => defined({ cursor: text(search["cursor"]) }),
    component: lazyRouteComponent(
      () => import("../pages/operator/dead-letters/dead-letters-page.tsx"),
      "DeadLettersPage",
    ),
    staticData: { title: "deadLetters", nav: { group: "system", icon: MailX, order: 40 } },
  }),
  createRoute({
    getParentRoute: () => operatorRoute,
    path: "dead-letters/$deadLetterId",
    component: lazyRouteComponent(
      () => import("../pages/operator/dead-letters/dead-letter-page.tsx"),
      "DeadLetterPage",
    ),
    staticData: { title: "deadLetters" },
  }),
  createRoute({
    getParentRoute: () => operatorRoute,
    path: "storage",
    component: lazyRouteComponent(() => import("../pages/operator/storage/storage-page.tsx"), "StoragePage"),
    staticData: { title: "storage", nav: { group: "system", icon: Database, order: 50 } },
  }),
  createRoute({
    getParentRoute: () => operatorRoute,
    path: "logs",
    validateSearch: (search) =>
      defined({
        message: text(search["message"]),
        account: text(search["account"]),
        carrier: text(search["carrier"]),
        event: text(search["event"]),
        after: text(search["after"]),
        before: text(search["before"]),
        cursor: text(search["cursor"]),
      }),
    component: lazyRouteComponent(() => import("../pages/operator/logs/logs-page.tsx"), "LogsPage"),
    staticData: { title: "eventLog", nav: { group: "system", icon: ScrollText, order: 60 } },
  }),
  createRoute({
    getParentRoute: () => operatorRoute,
    path: "audit",
    validateSearch: (search) =>
      defined({
        actor: text(search["actor"]),
        action: text(search["action"]),
        subject: text(search["subject"]),
        account: text(search["account"]),
        after: text(search["after"]),
        before: text(search["before"]),
        cursor: text(search["cursor"]),
      }),
    component: lazyRouteComponent(() => import("../pages/operator/audit/audit-page.tsx"), "OperatorAuditPage"),
    staticData: { title: "auditLog", nav: { group: "system", icon: FileClock, order: 70 } },
  }),
] as const;
