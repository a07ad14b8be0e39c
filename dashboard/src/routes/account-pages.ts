import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { LayoutDashboard, MessageSquareText, Send, Users } from "lucide-react";
import { messageStatuses } from "#sms/status.ts";
import { accountRoute } from "./layouts.ts";
import { defined, oneOf, text } from "./search.ts";

/** The pages of an account. */
export const accountPages = [
  createRoute({
    getParentRoute: () => accountRoute,
    path: "overview",
    validateSearch: (search) => defined({ period: oneOf(["last24Hours"], search["period"]) }),
    component: lazyRouteComponent(() => import("../pages/overview/overview-page.tsx"), "OverviewPage"),
    staticData: {
      title: "overview",
      nav: { group: "messaging", icon: LayoutDashboard, order: 10 },
      scope: "usage:read",
    },
  }),
  createRoute({
    getParentRoute: () => accountRoute,
    path: "send",
    validateSearch: (search) => defined({ to: text(search["to"]) }),
    component: lazyRouteComponent(() => import("../pages/send/send-page.tsx"), "SendPage"),
    staticData: { title: "send", nav: { group: "messaging", icon: Send, order: 20 }, scope: "messages:write" },
  }),
  createRoute({
    getParentRoute: () => accountRoute,
    path: "messages",
    validateSearch: (search) =>
      defined({
        to: text(search["to"]),
        from: text(search["from"]),
        status: oneOf(messageStatuses, search["status"]),
        createdAfter: text(search["createdAfter"]),
        createdBefore: text(search["createdBefore"]),
        cursor: text(search["cursor"]),
      }),
    component: lazyRouteComponent(() => import("../pages/messages/messages-page.tsx"), "MessagesPage"),
    staticData: {
      title: "messages",
      nav: { group: "messaging", icon: MessageSquareText, order: 30 },
      scope: "messages:read",
    },
  }),
  createRoute({
    getParentRoute: () => accountRoute,
    path: "messages/$messageId",
    component: lazyRouteComponent(() => import("../pages/messages/message-page.tsx"), "MessagePage"),
    staticData: { title: "message", scope: "messages:read" },
  }),
  createRoute({
    getParentRoute: () => accountRoute,
    path: "people",
    component: lazyRouteComponent(() => import("../pages/people/people-page.tsx"), "PeoplePage"),
    staticData: { title: "people", nav: { group: "account", icon: Users, order: 90 }, managesPeople: true },
  }),
  createRoute({
    getParentRoute: () => accountRoute,
    path: "profile",
    component: lazyRouteComponent(() => import("../pages/profile/profile-page.tsx"), "ProfilePage"),
    staticData: { title: "profile" },
  }),
] as const;
