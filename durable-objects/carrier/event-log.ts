import type { CarrierEvent } from "../../src/messages/message.ts";
import { EventRows } from "../lib/event-rows.ts";

/** What the carrier has to tell, on its way to queue "events". */
export class EventLog extends EventRows<CarrierEvent> {}
