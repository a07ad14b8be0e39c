import type { Command } from "./command.ts";
import {
  activateAccount,
  changeAccount,
  createAccount,
  listAccounts,
  showAccount,
  suspendAccount,
} from "./commands/accounts.ts";
import { acknowledgeAlarm, listAlarms, silenceAlarm } from "./commands/alarms.ts";
import { listAudit } from "./commands/audit.ts";
import { activateBind, disableBind, listBinds } from "./commands/binds.ts";
import { diffCarrier, listCarrierVersions, revertCarrier } from "./commands/carrier-versions.ts";
import {
  activateCarrier,
  deleteCarrier,
  disableCarrier,
  drainCarrier,
  listCarriers,
  setCarrier,
  showCarrier,
} from "./commands/carriers.ts";
import { activateConnector, drainConnector, listConnectors } from "./commands/connectors.ts";
import { discardDeadLetter, listDeadLetters, replayDeadLetter } from "./commands/dead-letters.ts";
import { createKey, listKeys, revokeKey, rotateKey } from "./commands/keys.ts";
import { followLogs, readLogs } from "./commands/logs.ts";
import { adjust, listLedger, setMoney, showMoney, topUp } from "./commands/money.ts";
import {
  diffPrices,
  listPriceLists,
  listPricesVersions,
  pushPrices,
  revertPrices,
  setPrices,
  showPrices,
} from "./commands/prices.ts";
import { invitePerson, listPeople, resetPerson } from "./commands/people.ts";
import { showUsage } from "./commands/usage.ts";
import { explainRoute } from "./commands/explain-route.ts";
import {
  diffOperators,
  listOperatorsVersions,
  revertOperators,
  setOperators,
  showOperators,
} from "./commands/operators.ts";
import { diffRoutes, listVersions, revertRoutes, showRoutes } from "./commands/routes.ts";
import { setRoutes } from "./commands/set-routes.ts";

/** Everything there is, by noun and verb. */
export const commands: ReadonlyMap<string, Command> = new Map(
  [
    listCarriers,
    showCarrier,
    setCarrier,
    drainCarrier,
    disableCarrier,
    activateCarrier,
    deleteCarrier,
    listCarrierVersions,
    diffCarrier,
    revertCarrier,
    listBinds,
    disableBind,
    activateBind,
    listConnectors,
    drainConnector,
    activateConnector,
    showRoutes,
    setRoutes,
    listVersions,
    diffRoutes,
    revertRoutes,
    explainRoute,
    showOperators,
    setOperators,
    listOperatorsVersions,
    diffOperators,
    revertOperators,
    createAccount,
    listAccounts,
    showAccount,
    changeAccount,
    suspendAccount,
    activateAccount,
    listKeys,
    createKey,
    rotateKey,
    revokeKey,
    listPriceLists,
    showPrices,
    setPrices,
    listPricesVersions,
    diffPrices,
    revertPrices,
    pushPrices,
    showMoney,
    setMoney,
    topUp,
    adjust,
    listLedger,
    showUsage,
    listPeople,
    invitePerson,
    resetPerson,
    listAudit,
    listAlarms,
    acknowledgeAlarm,
    silenceAlarm,
    listDeadLetters,
    replayDeadLetter,
    discardDeadLetter,
    readLogs,
    followLogs,
  ].map((command) => [command.usage.split(" ", 2).join(" "), command]),
);
