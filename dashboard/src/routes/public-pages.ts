import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "./layouts.ts";
import { defined, text } from "./search.ts";

/** Pages for who is not signed in. */
export const publicPages = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/sign-in",
    validateSearch: (search) => defined({ next: text(search["next"]) }),
    component: lazyRouteComponent(() => import("../pages/sign-in/sign-in-page.tsx"), "SignInPage"),
    staticData: { title: "signIn" },
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: "/invite/$token",
    component: lazyRouteComponent(() => import("../pages/invite/invite-page.tsx"), "InvitePage"),
    staticData: { title: "invitation" },
  }),
] as const;
