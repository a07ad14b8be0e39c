import { businessPages } from "./business-pages.ts";
import { developerPages } from "./developer-pages.ts";
import { messagingPages } from "./messaging-pages.ts";
import { accountPages } from "./account-pages.ts";
import { accountHomeRoute, accountRoute, homeRoute, operatorRoute, rootRoute, signedInRoute } from "./layouts.ts";
import { operatorPages } from "./operator-pages.ts";
import { publicPages } from "./public-pages.ts";

export const routeTree = rootRoute.addChildren([
  ...publicPages,
  signedInRoute.addChildren([
    homeRoute,
    accountRoute.addChildren([
      accountHomeRoute,
      ...accountPages,
      ...messagingPages,
      ...businessPages,
      ...developerPages,
    ]),
    operatorRoute.addChildren([...operatorPages]),
  ]),
]);
