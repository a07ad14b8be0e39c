import type { AlarmFrame, CarrierSnapshot, JobFrame, MessageChange } from "./protocol.ts";
import { changesPerFrame } from "./protocol.ts";

/** What a live object is told. It crosses RPC, so it is plain data. */
export interface LiveNews {
  messages?: MessagesNews;
  alarm?: AlarmFrame;
  carrier?: CarrierSnapshot;
  job?: JobFrame;
}

/** What has changed of messages. Where there is nothing in it, something was counted all the same. */
export interface MessagesNews {
  changes: MessageChange[];
  inbound: string[];
  /** Changes that are left out. */
  more: number;
}

export const somethingCounted: MessagesNews = { changes: [], inbound: [], more: 0 };

/** Gathers what one batch changed, account by account; of each as much as a frame has room for. */
export class NewsByAccount {
  readonly #byAccount = new Map<string, MessagesNews>();

  get accounts(): ReadonlyMap<string, MessagesNews> {
    return this.#byAccount;
  }

  addChange(accountId: string, change: MessageChange): void {
    const news = this.#newsOf(accountId);
    if (news.changes.length < changesPerFrame) news.changes.push(change);
    else news.more += 1;
  }

  addInbound(accountId: string, id: string): void {
    const news = this.#newsOf(accountId);
    if (news.inbound.length < changesPerFrame) news.inbound.push(id);
    else news.more += 1;
  }

  #newsOf(accountId: string): MessagesNews {
    let news = this.#byAccount.get(accountId);
    if (news === undefined) {
      news = { changes: [], inbound: [], more: 0 };
      this.#byAccount.set(accountId, news);
    }
    return news;
  }
}
