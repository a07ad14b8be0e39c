import { UcpClient } from "../../../connector/ucp/ucp-client.ts";
import { ucpBindDefaults } from "../../../src/link/ucp-bind-config.ts";
import { wireAddressOf } from "../../../src/sms/address.ts";
import { hastyKeepaliveMs, hastySettings, runBinds } from "./binds-under-attack.ts";

runBinds((port, callbacks) => {
  const account = { id: "bnd_1", kind: "ucp", host: "127.0.0.1", port, systemId: "12345", password: "secret" } as const;
  const client = new UcpClient<string>({
    ...callbacks,
    config: { ...ucpBindDefaults, ...account, ...hastySettings, keepaliveIntervalMs: hastyKeepaliveMs },
  });
  return {
    start: () => client.start(),
    stop: (options) => client.stop(options),
    freeSlots: () => client.freeSlots(),
    submit: (token) =>
      client.submit(token, {
        source: wireAddressOf("12345"),
        destination: wireAddressOf("573001234567"),
        userDataHeader: new Uint8Array(),
        data: Buffer.from(token),
        dataCoding: 0,
        registeredDelivery: 1,
      }),
  };
});
