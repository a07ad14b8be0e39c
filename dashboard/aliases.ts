import { fileURLToPath } from "node:url";

const inHouse = (path: string): string => fileURLToPath(new URL(`../${path}`, import.meta.url).href);

/** What the dashboard shares with the edge; tsconfig.json has the same names. Nothing else of the house is in reach. */
export const dashboardAliases = {
  "#sms": inHouse("src/sms"),
  "#api": inHouse("client/api.ts"),
  "#live": inHouse("src/live/protocol.ts"),
  "#recurrence": inHouse("src/schedules/recurrence.ts"),
  "#roles": inHouse("src/people/roles.ts"),
};
