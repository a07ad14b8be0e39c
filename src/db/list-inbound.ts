import { and, desc, eq, gte, isNull, lt } from "drizzle-orm";
import { idLowerBound } from "../ids.ts";
import { type Page, toPage } from "../page.ts";
import { openDatabase } from "./open.ts";
import { type InboundRow, conversations, inboundMessages } from "./schema.ts";

export type { InboundRow };

export interface InboundFilter {
  /** Null for texts that are nobody's; undefined for all. */
  accountId?: string | null | undefined;
  from?: string | undefined;
  to?: string | undefined;
  receivedFromMs?: number | undefined;
  receivedBeforeMs?: number | undefined;
  afterId?: string | undefined;
  limit: number;
}

/** Texts from handsets, newest first. */
export async function findInbound(db: D1Database, filter: InboundFilter): Promise<Page<InboundRow>> {
  const { accountId, from, to, receivedFromMs, receivedBeforeMs, afterId, limit } = filter;
  const rows = await openDatabase(db)
    .select()
    .from(inboundMessages)
    .where(
      and(
        accountId === null ? isNull(inboundMessages.accountId) : undefined,
        typeof accountId === "string" ? eq(inboundMessages.accountId, accountId) : undefined,
        from === undefined ? undefined : eq(inboundMessages.sender, from),
        to === undefined ? undefined : eq(inboundMessages.recipient, to),
        receivedFromMs === undefined ? undefined : gte(inboundMessages.id, idLowerBound("inbound", receivedFromMs)),
        receivedBeforeMs === undefined ? undefined : lt(inboundMessages.id, idLowerBound("inbound", receivedBeforeMs)),
        afterId === undefined ? undefined : lt(inboundMessages.id, afterId),
      ),
    )
    .orderBy(desc(inboundMessages.id))
    .limit(limit + 1);
  return toPage(rows, limit, ({ id }) => id);
}

export async function findInboundById(db: D1Database, accountId: string, id: string): Promise<InboundRow | null> {
  const row = await openDatabase(db)
    .select()
    .from(inboundMessages)
    .where(and(eq(inboundMessages.id, id), eq(inboundMessages.accountId, accountId)))
    .get();
  return row ?? null;
}

/** Pairs of a number and a handset that wrote to it, with its last text; the latest first. */
export async function findConversations(
  db: D1Database,
  accountId: string,
  { afterId, limit }: { afterId?: string | undefined; limit: number },
): Promise<Page<InboundRow>> {
  const rows = await openDatabase(db)
    .select({ last: inboundMessages })
    .from(conversations)
    .innerJoin(inboundMessages, eq(inboundMessages.id, conversations.lastInboundId))
    .where(
      and(
        eq(conversations.accountId, accountId),
        afterId === undefined ? undefined : lt(conversations.lastInboundId, afterId),
      ),
    )
    .orderBy(desc(conversations.lastInboundId))
    .limit(limit + 1);
  return toPage(
    rows.map(({ last }) => last),
    limit,
    ({ id }) => id,
  );
}
