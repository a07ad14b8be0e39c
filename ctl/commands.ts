import type { Command } from "./command.ts";
import { createAccount } from "./commands/accounts.ts";
import { listCarriers, setCarrier, showCarrier } from "./commands/carriers.ts";
import { listDeadLetters } from "./commands/dead-letters.ts";
import { explainRoute } from "./commands/explain-route.ts";
import { diffRoutes, listVersions, revertRoutes, showRoutes } from "./commands/routes.ts";
import { setRoutes } from "./commands/set-routes.ts";

/** Everything there is, by noun and verb. */
export const commands: ReadonlyMap<string, Command> = new Map(
  [
    listCarriers,
    showCarrier,
    setCarrier,
    showRoutes,
    setRoutes,
    listVersions,
    diffRoutes,
    revertRoutes,
    explainRoute,
    createAccount,
    listDeadLetters,
  ].map((command) => [command.usage.split(" ", 2).join(" "), command]),
);
