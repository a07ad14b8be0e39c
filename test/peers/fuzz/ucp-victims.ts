import type { Frame } from "../../../connector/ucp/frame.ts";
import { operation, writeFields } from "../../../connector/ucp/fields.ts";
import { UcpClient } from "../../../connector/ucp/ucp-client.ts";
import { ucpBindDefaults } from "../../../src/link/ucp-bind-config.ts";
import { wireAddressOf } from "../../../src/sms/address.ts";
import { firstAccepted } from "./first-accepted.ts";
import { framed } from "./ucp-cases.ts";
import { ucpDialect } from "./ucp-dialect.ts";
import type { ClientVictim, ReadRequest, ServerVictim } from "./victims.ts";

const account = { systemId: "12345", password: "secret" } as const;
const login = writeFields(60, {
  oadc: account.systemId,
  styp: "1",
  pwd: Buffer.from(account.password).toString("hex").toUpperCase(),
  vers: "0100",
});
const text = {
  source: wireAddressOf(account.systemId),
  destination: wireAddressOf("573001234567"),
  userDataHeader: new Uint8Array(),
  data: Buffer.from("honest"),
  dataCoding: 0,
  registeredDelivery: 1,
};

export const ucpSimulator: ServerVictim<Frame> = {
  program: "ucp-simulator-target.ts",
  dialect: ucpDialect,
  // In UCP it is the client that asks.
  supervises: false,
  login: Buffer.from(framed(["98", "", "O", "60", ...login]), "latin1"),
  answerTo: (frame) => read(frame)?.answer,
  serves: (port) =>
    firstAccepted((callbacks) => {
      const config = { ...ucpBindDefaults, ...account, id: "bnd_1", kind: "ucp", host: "127.0.0.1", port } as const;
      const client: UcpClient<string> = new UcpClient<string>({
        ...callbacks,
        config,
        onReady: () => client.submit("honest", text),
      });
      return client;
    }),
};

export const ucpBinds: ClientVictim<Frame> = { program: "ucp-bind-target.ts", dialect: ucpDialect, read };

function read({ transaction: number, operation: type, fields }: Frame): ReadRequest | undefined {
  const result = (...answer: string[]): Buffer =>
    Buffer.from(framed([String(number).padStart(2, "0"), "", "R", String(type).padStart(2, "0"), ...answer]), "latin1");
  switch (type) {
    case operation.session:
      return { kind: "login", number, answer: result("A", "") };
    case operation.submit:
      return { kind: "text", number, answer: result("A", "", `${fields[0] ?? ""}:010126120000`) };
    case operation.alert:
      return { kind: "question", number, answer: result("A", "0000") };
    case operation.deliver:
    case operation.notify:
      return { kind: "question", number, answer: result("A", "", "") };
    case operation.callInput:
      return { kind: "question", number, answer: result("A", "") };
    default:
      return undefined;
  }
}
