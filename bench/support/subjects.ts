import type { Bench, Gateway, Returns } from "./gateway.ts";
import { withHeliograph, type HeliographGateway, type HeliographOptions } from "./heliograph-gateway.ts";
import { kannelStores, withKannel, type KannelStore } from "./kannel-gateway.ts";
import { heliographDurable, type Subject, type Turn } from "./scene.ts";

type Measure = (bench: Bench, gateway: Gateway) => Promise<Turn>;

const kannelNames: Record<KannelStore, string> = {
  none: "Kannel, store in memory",
  file: "Kannel, store-type = file",
  spool: "Kannel, store-type = spool",
};
const kannelDurable: Record<KannelStore, string> = {
  none: "nothing",
  file: "each text, not synced",
  spool: "each text, not synced",
};

/** What Kannel is called where its store is in memory: what others are measured by. */
export const kannelInMemory = kannelNames.none;

/** Kannel with each of its stores, on a new bearerbox and smsbox. */
export function kannelSubjects(returns: Returns, measure: Measure, suffix = ""): Subject[] {
  return kannelStores.map((store) => ({
    name: kannelNames[store] + suffix,
    durable: kannelDurable[store],
    isKannel: true,
    measure: (bench) => withKannel(bench, { ...returns, store }, (gateway) => measure(bench, gateway)),
  }));
}

/** Heliograph on a new stack. */
export function heliographSubject(
  name: string,
  options: HeliographOptions,
  measure: (bench: Bench, gateway: HeliographGateway) => Promise<Turn>,
): Subject {
  return {
    name,
    durable: heliographDurable,
    isKannel: false,
    measure: (bench) => withHeliograph(bench, options, (gateway) => measure(bench, gateway)),
  };
}
