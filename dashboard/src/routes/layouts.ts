import type { QueryClient } from "@tanstack/react-query";
import {
  createRootRouteWithContext,
  createRoute,
  lazyRouteComponent,
  notFound,
  redirect,
} from "@tanstack/react-router";
import { isSignedOut } from "../api/api-error.ts";
import { meQuery } from "../api/people.ts";
import { firstAccountOf, rememberAccount } from "../session/last-account.ts";
import { mayDo, mayOpen } from "../session/permissions.ts";
import { Root } from "../shell/root.tsx";

/** What routes have before they load. */
export interface RouterContext {
  queries: QueryClient;
}

export const rootRoute = createRootRouteWithContext<RouterContext>()({ component: Root });

/** Everything that needs a session. Who has none signs in first, and comes back to where they were going. */
export const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: "signed-in",
  async beforeLoad({ context, location }) {
    try {
      return { me: await context.queries.ensureQueryData(meQuery) };
    } catch (error) {
      if (isSignedOut(error)) redirect({ to: "/sign-in", search: { next: location.href }, throw: true });
      throw error;
    }
  },
});

export const homeRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/",
  component: lazyRouteComponent(() => import("../pages/home/no-account-page.tsx"), "NoAccountPage"),
  beforeLoad({ context: { me } }) {
    const accountId = me.operator ? null : firstAccountOf(me);
    if (me.operator) redirect({ to: "/operator", throw: true });
    if (accountId !== null) redirect({ to: "/a/$accountId", params: { accountId }, throw: true });
  },
});

/** A customer's side: everything is in the account that the address names, so links and tabs know theirs. */
export const accountRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/a/$accountId",
  component: lazyRouteComponent(() => import("../shell/account-layout.tsx"), "AccountLayout"),
  beforeLoad({ context: { me }, params: { accountId } }) {
    if (!mayOpen(me, accountId)) notFound({ throw: true });
    rememberAccount(accountId);
  },
});

export const accountHomeRoute = createRoute({
  getParentRoute: () => accountRoute,
  path: "/",
  beforeLoad({ context: { me }, params }) {
    // Figures are not everybody's, messages are.
    const page = mayDo(me, params.accountId, "usage:read") ? "/a/$accountId/overview" : "/a/$accountId/messages";
    redirect({ to: page, params, throw: true });
  },
});

/** The side of those who run the gateway. */
export const operatorRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: "/operator",
  component: lazyRouteComponent(() => import("../shell/operator-layout.tsx"), "OperatorLayout"),
  beforeLoad({ context: { me } }) {
    if (!me.operator) notFound({ throw: true });
  },
});
