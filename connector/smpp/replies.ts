import { commandId } from "./constants.ts";
import type { RequestPdu, ResponsePdu } from "./pdu.ts";
import { noTlvs } from "./pdu.ts";

/** The response each request is answered with. */
export const responseCommand = {
  bind_receiver: "bind_receiver_resp",
  bind_transmitter: "bind_transmitter_resp",
  bind_transceiver: "bind_transceiver_resp",
  submit_sm: "submit_sm_resp",
  deliver_sm: "deliver_sm_resp",
  data_sm: "data_sm_resp",
  query_sm: "query_sm_resp",
  enquire_link: "enquire_link_resp",
  unbind: "unbind_resp",
} as const satisfies Record<RequestPdu["command"], ResponsePdu["command"]>;

/**
 * A request refused with `commandStatus`: its own response, or generic_nack where the command is not known (SMPP 3.4
 * §4.3.1). Undefined for responses and for alert_notification, which are not answered. outbind has no response either;
 * generic_nack tells its sender that nothing comes of it.
 */
export function refusal(id: number, commandStatus: number): ResponsePdu | undefined {
  switch (id) {
    case commandId.submit_sm:
      return { command: "submit_sm_resp", commandStatus, messageId: "" };
    case commandId.deliver_sm:
      return { command: "deliver_sm_resp", commandStatus, messageId: "" };
    case commandId.data_sm:
      return { command: "data_sm_resp", commandStatus, messageId: "" };
    case commandId.alert_notification:
      return undefined;
    case commandId.query_sm:
      return { command: "query_sm_resp", commandStatus, messageId: "", finalDate: "", messageState: 0, errorCode: 0 };
    case commandId.bind_receiver:
      return { command: "bind_receiver_resp", commandStatus, systemId: "", tlvs: noTlvs };
    case commandId.bind_transmitter:
      return { command: "bind_transmitter_resp", commandStatus, systemId: "", tlvs: noTlvs };
    case commandId.bind_transceiver:
      return { command: "bind_transceiver_resp", commandStatus, systemId: "", tlvs: noTlvs };
    default:
      return id >= 0x80000000 ? undefined : { command: "generic_nack", commandStatus };
  }
}
