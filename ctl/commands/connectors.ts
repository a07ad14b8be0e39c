import type { Schema } from "../../client/index.ts";
import { answered } from "../answered.ts";
import { noteOnly } from "../change.ts";
import type { Command } from "../command.ts";
import { table } from "../table.ts";

type Connector = Schema<"Connector">;

export const listConnectors: Command = {
  usage: "connectors list",
  about: "the connectors there are, and the binds each holds",
  takes: [0, 0],
  run: async (api) => {
    const connectors = await answered(api.GET("/admin/v1/connectors"));
    return { body: connectors, text: () => connectorsTable(connectors.data) };
  },
};

export const drainConnector = switchTo("drain", "move its binds to others");
export const activateConnector = switchTo("activate", "give it binds again");

function switchTo(verb: "drain" | "activate", about: string): Command {
  return {
    usage: `connectors ${verb} ID`,
    about,
    takes: [1, 1],
    run: async (api, [id = ""], flags) => {
      const request = noteOnly({ path: { id } }, flags);
      const connector = await answered(api.POST(`/admin/v1/connectors/{id}/${verb}`, request));
      return { body: connector, text: () => connectorsTable([connector]) };
    },
  };
}

function connectorsTable(connectors: readonly Connector[]): string {
  const rows = connectors.map((connector) => [
    connector.id,
    connector.version,
    stateOf(connector),
    connector.links.map(({ carrierId }) => carrierId).join(", "),
    connector.links.flatMap(({ binds }) => binds.map(bindText)).join(", "),
    connector.lastSeenAt,
  ]);
  return table(["connector", "version", "state", "carriers", "binds", "last seen"], rows);
}

function stateOf({ draining, drained, links }: Connector): string {
  const state = draining ? (drained ? "drained" : "draining") : "active";
  return links.length === 0 ? `${state}, gone` : state;
}

function bindText({ bindId, state, leased }: Connector["links"][number]["binds"][number]): string {
  return leased ? `${bindId} ${state}` : `${bindId} ${state}, leaving`;
}
