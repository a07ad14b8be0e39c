import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { CalendarClock, Hash, MessagesSquare } from "lucide-react";
import { schedulesViews } from "../pages/schedules/views.ts";
import { accountRoute } from "./layouts.ts";
import { defined, matching, oneOf, text } from "./search.ts";

/** Pages about texts that wait, and texts that come in. */
export const messagingPages = [
  createRoute({
    getParentRoute: () => accountRoute,
    path: "schedules",
    validateSearch: (search) =>
      defined({
        view: oneOf(schedulesViews, search["view"]),
        month: matching(/^\d{4}-(0[1-9]|1[0-2])$/, search["month"]),
        cursor: text(search["cursor"]),
      }),
    component: lazyRouteComponent(() => import("../pages/schedules/schedules-page.tsx"), "SchedulesPage"),
    staticData: {
      title: "schedules",
      nav: { group: "messaging", icon: CalendarClock, order: 40 },
      scope: "messages:read",
    },
  }),
  createRoute({
    getParentRoute: () => accountRoute,
    path: "schedules/$scheduleId",
    component: lazyRouteComponent(() => import("../pages/schedules/schedule-page.tsx"), "SchedulePage"),
    staticData: { title: "schedule", scope: "messages:read" },
  }),
  createRoute({
    getParentRoute: () => accountRoute,
    path: "conversations",
    validateSearch: (search) => defined({ peer: text(search["peer"]), cursor: text(search["cursor"]) }),
    component: lazyRouteComponent(() => import("../pages/conversations/conversations-page.tsx"), "ConversationsPage"),
    staticData: {
      title: "conversations",
      nav: { group: "messaging", icon: MessagesSquare, order: 50 },
      scope: "inbound:read",
    },
  }),
  createRoute({
    getParentRoute: () => accountRoute,
    path: "conversations/$number/$peer",
    component: lazyRouteComponent(() => import("../pages/conversations/conversation-page.tsx"), "ConversationPage"),
    staticData: { title: "conversation", scope: "inbound:read" },
  }),
  createRoute({
    getParentRoute: () => accountRoute,
    path: "numbers",
    validateSearch: (search) => defined({ cursor: text(search["cursor"]) }),
    component: lazyRouteComponent(() => import("../pages/numbers/numbers-page.tsx"), "NumbersPage"),
    staticData: { title: "numbers", nav: { group: "messaging", icon: Hash, order: 60 }, scope: "inbound:read" },
  }),
  createRoute({
    getParentRoute: () => accountRoute,
    path: "numbers/$number",
    component: lazyRouteComponent(() => import("../pages/numbers/number-page.tsx"), "NumberPage"),
    staticData: { title: "number", scope: "inbound:read" },
  }),
] as const;
