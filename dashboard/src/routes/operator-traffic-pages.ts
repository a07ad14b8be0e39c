import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { ChartLine, Hash, RadioTower, Waypoints } from "lucide-react";
import { operatorRoute } from "./layouts.ts";
import { defined, oneOf, text } from "./search.ts";

/** Where texts go, and how many. */
export const operatorTrafficPages = [
  createRoute({
    getParentRoute: () => operatorRoute,
    path: "traffic",
    validateSearch: (search) =>
      defined({
        span: oneOf(["hour", "6hours", "day", "week", "month"] as const, search["span"]),
        by: oneOf(["status", "carrier", "country"] as const, search["by"]),
        account: text(search["account"]),
      }),
    component: lazyRouteComponent(() => import("../pages/operator/traffic/traffic-page.tsx"), "TrafficPage"),
    staticData: { title: "operatorTraffic", nav: { group: "traffic", icon: ChartLine, order: 10 } },
  }),
  createRoute({
    getParentRoute: () => operatorRoute,
    path: "carriers",
    validateSearch: (search) => defined({ cursor: text(search["cursor"]) }),
    component: lazyRouteComponent(() => import("../pages/operator/carriers/carriers-page.tsx"), "CarriersPage"),
    staticData: { title: "carriers", nav: { group: "traffic", icon: RadioTower, order: 20 } },
  }),
  createRoute({
    getParentRoute: () => operatorRoute,
    path: "carriers/new",
    component: lazyRouteComponent(() => import("../pages/operator/carriers/new-carrier-page.tsx"), "NewCarrierPage"),
    staticData: { title: "newCarrier" },
  }),
  createRoute({
    getParentRoute: () => operatorRoute,
    path: "carriers/$carrierId",
    validateSearch: (search) =>
      defined({
        tab: oneOf(["state", "form", "json", "history"] as const, search["tab"]),
        cursor: text(search["cursor"]),
      }),
    component: lazyRouteComponent(() => import("../pages/operator/carriers/carrier-page.tsx"), "CarrierPage"),
    staticData: { title: "carrier" },
  }),
  createRoute({
    getParentRoute: () => operatorRoute,
    path: "routes",
    validateSearch: (search) =>
      defined({
        tab: oneOf(["rules", "json", "explain", "history"] as const, search["tab"]),
        cursor: text(search["cursor"]),
      }),
    component: lazyRouteComponent(() => import("../pages/operator/routing/routes-page.tsx"), "RoutesPage"),
    staticData: { title: "routes", nav: { group: "traffic", icon: Waypoints, order: 30 } },
  }),
  createRoute({
    getParentRoute: () => operatorRoute,
    path: "ranges",
    validateSearch: (search) =>
      defined({ tab: oneOf(["ranges", "history"] as const, search["tab"]), cursor: text(search["cursor"]) }),
    component: lazyRouteComponent(() => import("../pages/operator/ranges/ranges-page.tsx"), "RangesPage"),
    staticData: { title: "ranges", nav: { group: "traffic", icon: Hash, order: 40 } },
  }),
] as const;
