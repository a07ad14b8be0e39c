import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { Archive, AtSign, BarChart3, BellOff, BellRing, Building2, History, ReceiptText } from "lucide-react";
import { ledgerTypes } from "../pages/ledger/ledger-types.ts";
import { suppressionReasons, suppressionsViews } from "../pages/suppressions/reasons.ts";
import { usageGroups } from "../pages/usage/usage-rows.ts";
import { accountRoute } from "./layouts.ts";
import { defined, matching, oneOf, text } from "./search.ts";

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;

/** Pages about the account itself: what it costs, what it may do, and what happened to it. */
export const businessPages = [
  createRoute({
    getParentRoute: () => accountRoute,
    path: "usage",
    validateSearch: (search) =>
      defined({
        from: matching(dayPattern, search["from"]),
        to: matching(dayPattern, search["to"]),
        groupBy: oneOf(usageGroups, search["groupBy"]),
      }),
    component: lazyRouteComponent(() => import("../pages/usage/usage-page.tsx"), "UsagePage"),
    staticData: { title: "usage", nav: { group: "account", icon: BarChart3, order: 10 }, scope: "usage:read" },
  }),
  createRoute({
    getParentRoute: () => accountRoute,
    path: "ledger",
    validateSearch: (search) =>
      defined({
        type: oneOf(ledgerTypes, search["type"]),
        after: text(search["after"]),
        before: text(search["before"]),
        cursor: text(search["cursor"]),
      }),
    component: lazyRouteComponent(() => import("../pages/ledger/ledger-page.tsx"), "LedgerPage"),
    staticData: { title: "ledger", nav: { group: "account", icon: ReceiptText, order: 20 }, scope: "usage:read" },
  }),
  createRoute({
    getParentRoute: () => accountRoute,
    path: "alarms",
    validateSearch: (search) =>
      defined({ state: oneOf(["raised", "cleared"], search["state"]), cursor: text(search["cursor"]) }),
    component: lazyRouteComponent(() => import("../pages/alarms/alarms-page.tsx"), "AlarmsPage"),
    staticData: { title: "alarms", nav: { group: "account", icon: BellRing, order: 30 }, scope: "account:read" },
  }),
  createRoute({
    getParentRoute: () => accountRoute,
    path: "alarms/$alarmId",
    component: lazyRouteComponent(() => import("../pages/alarms/alarm-page.tsx"), "AlarmPage"),
    staticData: { title: "alarm", scope: "account:read" },
  }),
  createRoute({
    getParentRoute: () => accountRoute,
    path: "senders",
    component: lazyRouteComponent(() => import("../pages/senders/senders-page.tsx"), "SendersPage"),
    staticData: { title: "senders", nav: { group: "account", icon: AtSign, order: 40 }, scope: "account:read" },
  }),
  createRoute({
    getParentRoute: () => accountRoute,
    path: "suppressions",
    validateSearch: (search) =>
      defined({
        view: oneOf(suppressionsViews, search["view"]),
        recipient: text(search["recipient"]),
        reason: oneOf(suppressionReasons, search["reason"]),
        cursor: text(search["cursor"]),
      }),
    component: lazyRouteComponent(() => import("../pages/suppressions/suppressions-page.tsx"), "SuppressionsPage"),
    staticData: {
      title: "suppressions",
      nav: { group: "account", icon: BellOff, order: 50 },
      scope: "suppressions:manage",
    },
  }),
  createRoute({
    getParentRoute: () => accountRoute,
    path: "sub-accounts",
    validateSearch: (search) => defined({ cursor: text(search["cursor"]) }),
    component: lazyRouteComponent(() => import("../pages/sub-accounts/sub-accounts-page.tsx"), "SubAccountsPage"),
    staticData: {
      title: "subAccounts",
      nav: { group: "account", icon: Building2, order: 60 },
      scope: "accounts:manage",
    },
  }),
  createRoute({
    getParentRoute: () => accountRoute,
    path: "sub-accounts/$subAccountId",
    component: lazyRouteComponent(() => import("../pages/sub-accounts/sub-account-page.tsx"), "SubAccountPage"),
    staticData: { title: "subAccount", scope: "accounts:manage" },
  }),
  createRoute({
    getParentRoute: () => accountRoute,
    path: "retention",
    component: lazyRouteComponent(() => import("../pages/retention/retention-page.tsx"), "RetentionPage"),
    staticData: { title: "retention", nav: { group: "account", icon: Archive, order: 70 }, scope: "account:read" },
  }),
  createRoute({
    getParentRoute: () => accountRoute,
    path: "audit",
    validateSearch: (search) =>
      defined({
        actor: text(search["actor"]),
        action: text(search["action"]),
        subject: text(search["subject"]),
        after: text(search["after"]),
        before: text(search["before"]),
        cursor: text(search["cursor"]),
      }),
    component: lazyRouteComponent(() => import("../pages/audit/audit-page.tsx"), "AuditPage"),
    staticData: { title: "auditLog", nav: { group: "account", icon: History, order: 80 }, scope: "audit:read" },
  }),
] as const;
