import { QueryClient } from "@tanstack/react-query";
import { expect, test } from "vitest";
import type { LiveFrame, MessageChange } from "#live";
import { keyOf } from "../../src/api/queries.ts";
import { patchAccount } from "../../src/live/patch-account.ts";

const list = keyOf("acc_1", "/v1/messages", { query: {} });

function holding(...messages: { id: string; status: string }[]): QueryClient {
  const queries = new QueryClient();
  queries.setQueryData(list, { data: messages, nextCursor: null });
  return queries;
}

function told(changes: MessageChange[], more = 0): LiveFrame {
  return { type: "messages", changes, inbound: [], more };
}

function isStale(queries: QueryClient): boolean {
  return queries.getQueryState(list)?.isInvalidated ?? false;
}

test("a message that is listed changes in place, without another request", () => {
  const queries = holding({ id: "msg_1", status: "sent" });
  patchAccount(queries, "acc_1", told([{ id: "msg_1", status: "delivered", atMs: 0 }]));
  expect(queries.getQueryData(list)).toMatchObject({ data: [{ id: "msg_1", status: "delivered" }] });
  expect(isStale(queries)).toBe(false);
});

test("a status never goes back, in whatever order frames and answers come", () => {
  const queries = holding({ id: "msg_1", status: "delivered" });
  patchAccount(queries, "acc_1", told([{ id: "msg_1", status: "sent", atMs: 0 }]));
  expect(queries.getQueryData(list)).toMatchObject({ data: [{ status: "delivered" }] });
});

test("what the list does not have, and what the frame left out, is read again", () => {
  const unknown = holding({ id: "msg_1", status: "sent" });
  patchAccount(unknown, "acc_1", told([{ id: "msg_2", status: "queued", atMs: 0 }]));
  expect(isStale(unknown)).toBe(true);
  const partial = holding({ id: "msg_1", status: "sent" });
  patchAccount(partial, "acc_1", told([{ id: "msg_1", status: "delivered", atMs: 0 }], 40));
  expect(isStale(partial)).toBe(true);
});

test("another account's answers are left alone", () => {
  const queries = holding({ id: "msg_1", status: "sent" });
  patchAccount(queries, "acc_2", told([{ id: "msg_1", status: "delivered", atMs: 0 }]));
  expect(queries.getQueryData(list)).toMatchObject({ data: [{ status: "sent" }] });
});
