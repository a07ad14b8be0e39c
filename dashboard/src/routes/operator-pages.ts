import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { BellRing, Building2, Tags, UserCog } from "lucide-react";
import { alarmRules } from "../pages/operator/alarms/alarm-calls.ts";
import { operatorRoute } from "./layouts.ts";
import { operatorSystemPages } from "./operator-system-pages.ts";
import { operatorTrafficPages } from "./operator-traffic-pages.ts";
import { defined, oneOf, text } from "./search.ts";

/** The pages of those who run the gateway. */
export const operatorPages = [
  createRoute({
    getParentRoute: () => operatorRoute,
    path: "/",
    component: lazyRouteComponent(() => import("../shell/first-page.tsx"), "FirstPage"),
  }),
  ...operatorSystemPages,
  ...operatorTrafficPages,
  createRoute({
    getParentRoute: () => operatorRoute,
    path: "alarms",
    validateSearch: (search) =>
      defined({
        tab: oneOf(["alarms", "rules", "targets"] as const, search["tab"]),
        state: oneOf(["raised", "cleared"] as const, search["state"]),
        rule: oneOf(alarmRules, search["rule"]),
        account: text(search["account"]),
        cursor: text(search["cursor"]),
      }),
    component: lazyRouteComponent(() => import("../pages/operator/alarms/alarms-page.tsx"), "AlarmsPage"),
    staticData: { title: "alarms", nav: { group: "system", icon: BellRing, order: 20 } },
  }),
  createRoute({
    getParentRoute: () => operatorRoute,
    path: "alarms/$alarmId",
    component: lazyRouteComponent(() => import("../pages/operator/alarms/alarm-page.tsx"), "AlarmPage"),
    staticData: { title: "alarm" },
  }),
  createRoute({
    getParentRoute: () => operatorRoute,
    path: "accounts",
    validateSearch: (search) => defined({ search: text(search["search"]), cursor: text(search["cursor"]) }),
    component: lazyRouteComponent(() => import("../pages/operator/accounts/accounts-page.tsx"), "OperatorAccountsPage"),
    staticData: { title: "accounts", nav: { group: "customers", icon: Building2, order: 10 } },
  }),
  createRoute({
    getParentRoute: () => operatorRoute,
    path: "accounts/new",
    component: lazyRouteComponent(() => import("../pages/operator/accounts/new-account-page.tsx"), "NewAccountPage"),
    staticData: { title: "newAccount" },
  }),
  createRoute({
    getParentRoute: () => operatorRoute,
    path: "accounts/$accountId",
    validateSearch: (search) =>
      defined({
        tab: oneOf(["settings", "senders", "keys", "money", "retention", "subAccounts"] as const, search["tab"]),
        cursor: text(search["cursor"]),
      }),
    component: lazyRouteComponent(() => import("../pages/operator/accounts/account-page.tsx"), "AccountPage"),
    staticData: { title: "operatorAccount" },
  }),
  createRoute({
    getParentRoute: () => operatorRoute,
    path: "prices",
    validateSearch: (search) => defined({ cursor: text(search["cursor"]) }),
    component: lazyRouteComponent(() => import("../pages/operator/prices/price-lists-page.tsx"), "PriceListsPage"),
    staticData: { title: "priceLists", nav: { group: "customers", icon: Tags, order: 20 } },
  }),
  createRoute({
    getParentRoute: () => operatorRoute,
    path: "prices/new",
    component: lazyRouteComponent(() => import("../pages/operator/prices/new-price-list-page.tsx"), "NewPriceListPage"),
    staticData: { title: "newPriceList" },
  }),
  createRoute({
    getParentRoute: () => operatorRoute,
    path: "prices/$priceListId",
    validateSearch: (search) =>
      defined({ tab: oneOf(["prices", "history"] as const, search["tab"]), cursor: text(search["cursor"]) }),
    component: lazyRouteComponent(() => import("../pages/operator/prices/price-list-page.tsx"), "PriceListPage"),
    staticData: { title: "priceList" },
  }),
  createRoute({
    getParentRoute: () => operatorRoute,
    path: "staff",
    component: lazyRouteComponent(() => import("../pages/operator/staff/staff-page.tsx"), "StaffPage"),
    staticData: { title: "staff", nav: { group: "customers", icon: UserCog, order: 30 } },
  }),
  createRoute({
    getParentRoute: () => operatorRoute,
    path: "profile",
    component: lazyRouteComponent(() => import("../pages/profile/profile-page.tsx"), "ProfilePage"),
    staticData: { title: "profile" },
  }),
] as const;
