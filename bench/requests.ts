import { loopback } from "../local/ports.ts";
import { kannelUser } from "../test/support/kannel-configuration.ts";
import { recipientOf } from "./support/text-numbers.ts";

/** Where texts are sent, and with which key. */
export interface Target {
  kind?: "heliograph";
  port: number;
  apiKey: string;
  /** Keys of further accounts; requests take turns among all. */
  otherKeys?: readonly string[];
  /** Whether each request has an Idempotency-Key of its own. */
  idempotent?: boolean;
  /** RFC 3339; now when absent. */
  sendAt?: string;
}

export interface KannelTarget {
  kind: "kannel";
  port: number;
  /** Where it calls back when a text is delivered; no receipt is asked for when absent. */
  receiptUrl?: string;
}

/** Keys of another run would be answered as what they are: repetitions. */
const runName = `bench-${process.pid}-${Date.now()}`;
const sender = "Heliograph";

/** The bytes of the request that sends these texts: one by itself, several as a batch. Each text has its own number. */
export function requestFor(target: Target | KannelTarget, firstNumber: number, count: number): string {
  return target.kind === "kannel" ? kannelRequest(target, firstNumber) : heliographRequest(target, firstNumber, count);
}

function heliographRequest(target: Target, firstNumber: number, count: number): string {
  const texts = Array.from({ length: count }, (_, index) => textJson(firstNumber + index, target.sendAt));
  const path = count === 1 ? "/v1/messages" : "/v1/batches";
  const body = count === 1 ? texts.join("") : `{"messages":[${texts.join(",")}]}`;
  return [
    `POST ${path} HTTP/1.1`,
    `host: ${loopback}:${target.port}`,
    `authorization: Bearer ${keyFor(target, firstNumber / count)}`,
    "content-type: application/json",
    ...(target.idempotent === true ? [`idempotency-key: ${runName}-${firstNumber}`] : []),
    // The body is ASCII, so its length in characters is its length in bytes.
    `content-length: ${body.length}`,
    "",
    body,
  ].join("\r\n");
}

function keyFor({ apiKey, otherKeys = [] }: Target, turn: number): string {
  return otherKeys[Math.floor(turn) % (otherKeys.length + 1)] ?? apiKey;
}

function textJson(number: number, sendAt: string | undefined): string {
  const time = sendAt === undefined ? "" : `,"sendAt":"${sendAt}"`;
  return `{"to":"+${recipientOf(number)}","from":"${sender}","text":"${bodyOf(number)}"${time}}`;
}

/** Kannel takes one text a request, in a query. */
function kannelRequest({ port, receiptUrl }: KannelTarget, number: number): string {
  const recipient = recipientOf(number);
  const query = new URLSearchParams({ ...kannelUser, from: sender, to: recipient, text: bodyOf(number) });
  if (receiptUrl !== undefined) {
    query.set("dlr-mask", "1");
    query.set("dlr-url", `${receiptUrl}/${recipient}`);
  }
  return `GET /cgi-bin/sendsms?${query.toString()} HTTP/1.1\r\nhost: ${loopback}:${port}\r\n\r\n`;
}

function bodyOf(number: number): string {
  return `Your code is ${String(number).padStart(6, "0")}. Do not tell anyone.`;
}
