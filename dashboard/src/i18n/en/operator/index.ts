import { account } from "./account.ts";
import { alarms } from "./alarms.ts";
import { prices, ranges, staff, storage, traffic } from "./business.ts";
import { carriers } from "./carriers.ts";
import { audit, connectors, deadLetters, filters, logs } from "./duty.ts";
import { routes } from "./routes.ts";
import { shared, states } from "./shared.ts";
import { system } from "./system.ts";

/** The words of the operators' pages. */
export const operator = {
  account,
  alarms,
  audit,
  carriers,
  connectors,
  deadLetters,
  filters,
  logs,
  prices,
  ranges,
  routes,
  shared,
  staff,
  states,
  storage,
  system,
  traffic,
};
