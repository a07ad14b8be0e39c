/** Where texts are sent, and with which key. */
export interface Target {
  port: number;
  apiKey: string;
  /** Whether each request has an Idempotency-Key of its own. */
  idempotent?: boolean;
}

/** Keys of another run would be answered as what they are: repetitions. */
const runName = `bench-${process.pid}-${Date.now()}`;

/** The bytes of the request that sends these texts: one by itself, several as a batch. Each text has its own number. */
export function requestFor({ port, apiKey, idempotent }: Target, firstNumber: number, count: number): string {
  const texts = Array.from({ length: count }, (_, index) => textJson(firstNumber + index));
  const path = count === 1 ? "/v1/messages" : "/v1/batches";
  const body = count === 1 ? texts.join("") : `{"messages":[${texts.join(",")}]}`;
  return [
    `POST ${path} HTTP/1.1`,
    `host: 127.0.0.1:${port}`,
    `authorization: Bearer ${apiKey}`,
    "content-type: application/json",
    ...(idempotent === true ? [`idempotency-key: ${runName}-${firstNumber}`] : []),
    // The body is ASCII, so its length in characters is its length in bytes.
    `content-length: ${body.length}`,
    "",
    body,
  ].join("\r\n");
}

/** Spread over a million numbers; the eighth digit is 0, so that none meets one of the simulator's outcomes. */
function textJson(number: number): string {
  const digits = String(number % 1_000_000).padStart(6, "0");
  return `{"to":"+57300${digits}0","from":"Heliograph","text":"Your code is ${digits}. Do not tell anyone."}`;
}
