import { BindClient } from "../../../connector/smpp/bind-client.ts";
import type { DecodedPdu } from "../../../connector/smpp/pdu.ts";
import { bindDefaults } from "../../../src/link/bind-config.ts";
import { firstAccepted } from "./first-accepted.ts";
import { pduBytes } from "./smpp-corpus.ts";
import { smppDialect } from "./smpp-dialect.ts";
import type { ClientVictim, ReadRequest, ServerVictim } from "./victims.ts";

const account = { systemId: "fuzz", password: "secret" } as const;
const bind = { command: "bind_transceiver", systemType: "", interfaceVersion: 0x34, addrTon: 0, addrNpi: 0 } as const;
const text = { sourceAddr: "12345", destinationAddr: "573001234567", shortMessage: Buffer.from("honest") };

export const simulator: ServerVictim<DecodedPdu> = {
  program: "simulator-target.ts",
  dialect: smppDialect,
  supervises: true,
  login: pduBytes({ ...bind, ...account, addressRange: "" }, 1),
  // Receipts of hostile texts are taken as an honest ESME takes them, so that they do not pile up.
  answerTo: (pdu) => read(pdu)?.answer,
  serves: (port) =>
    firstAccepted((callbacks) => {
      const config = { ...bindDefaults, ...account, id: "bnd_1", kind: "smpp", host: "127.0.0.1", port } as const;
      const client: BindClient<string> = new BindClient<string>({
        ...callbacks,
        config,
        onReady: () => client.submit("honest", text),
      });
      return client;
    }),
};

export const binds: ClientVictim<DecodedPdu> = { program: "bind-target.ts", dialect: smppDialect, read };

function read(pdu: DecodedPdu): ReadRequest | undefined {
  const { sequence: number } = pdu;
  switch (pdu.command) {
    case "bind_transceiver": {
      const accepted = { command: "bind_transceiver_resp", commandStatus: 0, systemId: "smsc", tlvs: [] } as const;
      return { kind: "login", number, answer: pduBytes(accepted, number) };
    }
    case "submit_sm": {
      const accepted = { command: "submit_sm_resp", commandStatus: 0, messageId: String(number) } as const;
      return { kind: "text", number, answer: pduBytes(accepted, number) };
    }
    case "deliver_sm": {
      const taken = { command: "deliver_sm_resp", commandStatus: 0, messageId: "" } as const;
      return { kind: "question", number, answer: pduBytes(taken, number) };
    }
    case "enquire_link":
    case "unbind": {
      const answer = pduBytes({ command: `${pdu.command}_resp`, commandStatus: 0 }, number);
      return { kind: "question", number, answer };
    }
    default:
      return undefined;
  }
}
