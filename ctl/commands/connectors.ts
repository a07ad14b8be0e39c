import { z } from "zod";
import { noteBody, versionHeaders } from "../change.ts";
import type { Answer, Command } from "../command.ts";
import { read } from "../read-answer.ts";
import { table } from "../table.ts";

const connectorSchema = z.object({
  id: z.string(),
  version: z.string().nullable(),
  draining: z.boolean(),
  drained: z.boolean(),
  lastSeenAt: z.string().nullable(),
  links: z.array(
    z.object({
      carrierId: z.string(),
      binds: z.array(z.object({ bindId: z.string(), state: z.string(), leased: z.boolean() })),
    }),
  ),
});
type Connector = z.infer<typeof connectorSchema>;

export const listConnectors: Command = {
  usage: "connectors list",
  about: "the connectors there are, and the binds each holds",
  takes: [0, 0],
  run: async (api) => {
    const body = await api({ method: "GET", path: "/connectors" });
    return { body, text: () => connectorsTable(read(z.object({ data: z.array(connectorSchema) }), body).data) };
  },
};

export const drainConnector = switchTo("drain", "move its binds to others");
export const activateConnector = switchTo("activate", "give it binds again");

function switchTo(verb: string, about: string): Command {
  return {
    usage: `connectors ${verb} ID`,
    about,
    takes: [1, 1],
    run: async (api, [id = ""], flags): Promise<Answer> => {
      const path = `/connectors/${encodeURIComponent(id)}/${verb}`;
      const body = await api({ method: "POST", path, body: noteBody(flags), headers: versionHeaders(flags) });
      return { body, text: () => connectorsTable([read(connectorSchema, body)]) };
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
