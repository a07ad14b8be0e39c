import { BindClient } from "../../../connector/smpp/bind-client.ts";
import { bindDefaults } from "../../../src/link/bind-config.ts";
import { hastyKeepaliveMs, hastySettings, runBinds } from "./binds-under-attack.ts";

runBinds((port, callbacks) => {
  const account = { id: "bnd_1", kind: "smpp", host: "127.0.0.1", port, systemId: "fuzz", password: "secret" } as const;
  const client = new BindClient<string>({
    ...callbacks,
    config: { ...bindDefaults, ...account, ...hastySettings, enquireLinkIntervalMs: hastyKeepaliveMs },
  });
  return {
    start: () => client.start(),
    stop: (options) => client.stop(options),
    freeSlots: () => client.freeSlots(),
    submit: (token) => {
      const shortMessage = Buffer.from(token);
      client.submit(token, {
        sourceAddr: "12345",
        destinationAddr: "573001234567",
        shortMessage,
        registeredDelivery: 1,
      });
    },
  };
});
