import { env } from "cloudflare:workers";
import { noteConnector } from "../../../../src/connectors/note-connector.ts";
import { call } from "../support/api.ts";
import { type Change, type Changes, byOperator, operatorKey } from "./change.ts";

const bind = { id: "b1", host: "smpp.example.net", port: 2775, systemId: "heliograph", password: "s3cret" };
const routes = { rules: [{ id: "all", targets: [{ carrierId: "default" }] }] };
const operators = { ranges: [{ prefix: "57300", operator: "732-101" }] };

/** On a carrier of its own, after `first`, if there has to be something before. */
async function onCarrier(rest: string, { body, first }: { body?: unknown; first?: string } = {}): Promise<Change> {
  const path = `/admin/v1/carriers/${crypto.randomUUID().slice(0, 8)}`;
  await call("PUT", path, { key: operatorKey, body: { name: "Carrier", binds: [bind] } });
  if (first !== undefined) await call("POST", path + first, { key: operatorKey });
  return byOperator(path + rest, body);
}

async function onConnector(verb: string, first?: string): Promise<Change> {
  const id = crypto.randomUUID();
  await noteConnector(env, { id, version: null }, Date.now());
  const path = `/admin/v1/connectors/${id}`;
  if (first !== undefined) await call("POST", path + first, { key: operatorKey });
  return byOperator(path + verb);
}

async function onStored(path: string, body: unknown, change: Change): Promise<Change> {
  await call("PUT", "/admin/v1/carriers/default", { key: operatorKey, body: { name: "Default" } });
  await call("PUT", path, { key: operatorKey, body });
  return change;
}

export const carrierChanges: Changes = {
  putCarrier: () => onCarrier("", { body: { name: "Other" } }),
  revertCarrier: () => onCarrier("/revert", { body: { version: 1 }, first: "/disable" }),
  drainCarrier: () => onCarrier("/drain"),
  disableCarrier: () => onCarrier("/disable"),
  activateCarrier: () => onCarrier("/activate", { first: "/disable" }),
  disableBind: () => onCarrier("/binds/b1/disable"),
  activateBind: () => onCarrier("/binds/b1/activate", { first: "/binds/b1/disable" }),
  deleteCarrier: () => onCarrier("", { first: "/disable" }),
  drainConnector: () => onConnector("/drain"),
  activateConnector: () => onConnector("/activate", "/drain"),
  putRoutes: () => onStored("/admin/v1/routes", routes, byOperator("/admin/v1/routes", routes)),
  revertRoutes: () => onStored("/admin/v1/routes", routes, byOperator("/admin/v1/routes/revert", { version: 1 })),
  putOperators: () => byOperator("/admin/v1/operators", operators),
  revertOperators: () =>
    onStored("/admin/v1/operators", operators, byOperator("/admin/v1/operators/revert", { version: 1 })),
};
