import { loopback } from "../../local/ports.ts";

export interface KannelPorts {
  admin: number;
  /** Where bearerbox listens for smsbox. */
  boxes: number;
  /** Where smsbox takes requests to send. */
  send: number;
}

export const kannelUser = { username: "tester", password: "secret" } as const;

/**
 * A kannel.conf for both boxes.
 * @param smsc the lines of the group `smsc` that say which protocol is spoken, and where
 * @param sink where MO are handed to
 * @param core further lines of the group `core`
 */
export function kannelConfiguration(
  smsc: readonly string[],
  ports: KannelPorts,
  sink: string,
  core: readonly string[] = [],
): string {
  return `group = core
admin-interface = ${loopback}
admin-port = ${ports.admin}
admin-password = ${kannelUser.password}
smsbox-interface = ${loopback}
smsbox-port = ${ports.boxes}
dlr-storage = internal
sms-resend-freq = 1
${core.join("\n")}

group = smsc
smsc-id = carrier
host = ${loopback}
reconnect-delay = 1
${smsc.join("\n")}

group = smsbox
bearerbox-host = ${loopback}
bearerbox-port = ${ports.boxes}
sendsms-interface = ${loopback}
sendsms-port = ${ports.send}

group = sendsms-user
username = ${kannelUser.username}
password = ${kannelUser.password}
max-messages = 10
concatenation = true

group = sms-service
keyword = default
catch-all = true
max-messages = 0
get-url = "${sink}/mo?from=%p&to=%P&coding=%c&text=%b"
`;
}
