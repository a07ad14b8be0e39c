import { runInDurableObject } from "cloudflare:test";
import { env } from "cloudflare:workers";
import * as fc from "fast-check";
import { describe, it } from "vitest";
import { AccountFunds } from "../../../durable-objects/account/money/account-funds.ts";
import { Ledger } from "../../../durable-objects/account/money/ledger.ts";
import { PriceBook } from "../../../durable-objects/account/money/price-book.ts";
import { createIdFactory, idTimeMs, ulidOf } from "../../../src/ids.ts";
import { type ChargeRule, chargeRules, priceListSchema } from "../../../src/money/price-list.ts";
import { type SettledState, chargeAfter, chargeAtClose } from "../../../src/money/settle.ts";
import type { MessageStatus } from "../../../src/sms/status.ts";

/** One account's money on a disk of its own, and what it should come to by a model that keeps a row for every text. */
class Scene {
  readonly #sql: SqlStorage;
  readonly #rule: ChargeRule;
  #ids = this.#newIds();
  nowMs = Date.UTC(2026, 0, 1);
  #funds: AccountFunds;
  #ledger: Ledger;
  #credited = 0;
  readonly #texts = new Map<string, { priceMicros: number; state: "held" | "spent" | "refunded" }>();

  constructor(sql: SqlStorage, rule: ChargeRule) {
    this.#sql = sql;
    this.#rule = rule;
    sql.exec("DELETE FROM ledger; DELETE FROM money;");
    const list = priceListSchema.parse({ currency: "EUR", chargeOn: rule });
    const settings = { priceListId: "test", creditLimitMicros: 0, lowBalanceMicros: null };
    new PriceBook(sql).save(settings, {
      priceListId: `rule-${rule}`,
      version: 1,
      list,
      operatorsVersion: 0,
      operatorPrefixes: [],
    });
    [this.#funds, this.#ledger] = this.#open();
  }

  #open(): [AccountFunds, Ledger] {
    const ledger = new Ledger(this.#sql);
    const nextId = (): string => ulidOf(this.#ids.next("ledgerEntry"));
    const book = new PriceBook(this.#sql);
    return [
      new AccountFunds({ sql: this.#sql, ledger, book, nextId, onLow: () => undefined, onClosed: () => undefined }),
      ledger,
    ];
  }

  #newIds() {
    return createIdFactory(
      () => this.nowMs,
      (bytes) => crypto.getRandomValues(bytes),
    );
  }

  /** What an object that starts anew finds on the disk. */
  restart(): void {
    [this.#funds, this.#ledger] = this.#open();
  }

  /** The same on a machine whose clock is behind. */
  restartEarlier(byMs: number): void {
    this.nowMs -= byMs;
    this.restart();
    this.#ids = this.#newIds();
    this.#ids.startAfter(this.#ledger.lastId);
  }

  credit(amountMicros: number): void {
    this.#credited += amountMicros;
    this.#funds.credit("adjustment", amountMicros, "test", "test");
  }

  accept(pricesMicros: readonly number[], afterMs: number): void {
    this.nowMs += afterMs;
    const chargeOn = this.#rule;
    const texts = pricesMicros.map((priceMicros) => ({ id: this.#ids.next("message"), priceMicros, chargeOn }));
    this.#funds.hold(texts);
    for (const { id, priceMicros } of texts) this.#texts.set(id, { priceMicros, state: "held" });
  }

  /** `picks` choose texts, of whom some are no longer held. */
  step(picks: readonly number[], status: MessageStatus): void {
    const ids = this.#pick(picks);
    const type = status === "delivered" || status === "undelivered" ? "receipt" : status === "sent" ? "sent" : "failed";
    this.#funds.settleStep(ids, { type, status }, "chunk");
    for (const id of ids) this.#move(id, chargeAfter(this.#rule, { type, status }));
  }

  /** As the read model says it, whatever the rule. */
  settle(picks: readonly number[], state: SettledState): void {
    const ids = this.#pick(picks);
    this.#funds.settle({ spent: [], refunded: [], [state]: ids }, "chunk");
    for (const id of ids) this.#move(id, state);
  }

  reprice(pick: number, priceMicros: number): void {
    const [id] = this.#pick([pick]);
    const text = id === undefined ? undefined : this.#texts.get(id);
    if (id === undefined || text === undefined) return;
    this.#funds.changeHold({ id, priceMicros });
    if (text.state === "held") text.priceMicros = priceMicros;
  }

  closeOld(): void {
    const beforeMs = this.nowMs;
    let afterId: string | null = "";
    while (afterId !== null) afterId = this.#funds.closeBefore(beforeMs, afterId);
    for (const [id] of this.#texts) if (idTimeMs(id) < beforeMs) this.#move(id, chargeAtClose(this.#rule));
  }

  figures() {
    const lines = this.#ledger.list({ limit: 100_000 });
    return {
      sumOfLines: lines.reduce((total, { amountMicros }) => total + amountMicros, 0),
      lastLine: lines[0]?.balanceMicros ?? 0,
      balance: this.#ledger.balanceMicros,
      held: this.#funds.heldMicros,
    };
  }

  expected() {
    const of = (state: string): number =>
      [...this.#texts.values()].reduce((total, text) => total + (text.state === state ? text.priceMicros : 0), 0);
    const balance = this.#credited - of("spent") - of("held");
    return { sumOfLines: balance, lastLine: balance, balance, held: of("held") };
  }

  #pick(picks: readonly number[]): string[] {
    const ids = [...this.#texts.keys()];
    return ids.length === 0 ? [] : picks.map((pick) => ids[pick % ids.length] ?? "");
  }

  #move(id: string, state: "held" | "spent" | "refunded"): void {
    const text = this.#texts.get(id);
    if (text !== undefined && text.state === "held") text.state = state;
  }
}

const micros = fc.integer({ min: 0, max: 5_000_000 });
const picks = fc.array(fc.nat(), { minLength: 1, maxLength: 20 });
const action: fc.Arbitrary<(scene: Scene) => void> = fc.oneof(
  fc.tuple(fc.array(micros, { minLength: 1, maxLength: 120 }), fc.constantFrom(1, 300, 1_000)).map(
    ([prices, afterMs]) =>
      (scene: Scene) =>
        scene.accept(prices, afterMs),
  ),
  fc.integer({ min: -9_000_000, max: 9_000_000 }).map((amount) => (scene: Scene) => scene.credit(amount)),
  fc.tuple(picks, fc.constantFrom<MessageStatus>("sent", "delivered", "undelivered", "failed", "unknown")).map(
    ([chosen, status]) =>
      (scene: Scene) =>
        scene.step(chosen, status),
  ),
  fc.tuple(picks, fc.constantFrom<SettledState>("spent", "refunded")).map(
    ([chosen, state]) =>
      (scene: Scene) =>
        scene.settle(chosen, state),
  ),
  fc.tuple(fc.nat(), micros).map(
    ([pick, price]) =>
      (scene: Scene) =>
        scene.reprice(pick, price),
  ),
  fc.constant((scene: Scene) => scene.closeOld()),
  fc.constant((scene: Scene) => scene.restart()),
);

describe("the ledger", () => {
  for (const rule of chargeRules) {
    it(`always sums up to the balance, whatever happens in which order, charging on ${rule}`, async ({ expect }) => {
      await runInDurableObject(env.ACCOUNT.getByName(`ledger-${rule}`), (_object, { storage }) => {
        fc.assert(
          fc.property(fc.array(action, { minLength: 1, maxLength: 40 }), (actions) => {
            const scene = new Scene(storage.sql, rule);
            for (const act of actions) {
              act(scene);
              expect(scene.figures()).toEqual(scene.expected());
            }
          }),
          { numRuns: 60 },
        );
      });
    });
  }

  it("finds the money of a text that shares a line, though the object began again on an earlier clock", async ({
    expect,
  }) => {
    await runInDurableObject(env.ACCOUNT.getByName("ledger-clock"), (_object, { storage }) => {
      const scene = new Scene(storage.sql, "submitted");
      scene.accept([1_000], 0);
      scene.accept([2_000], 300);
      scene.restartEarlier(40_000);
      scene.accept([4_000], 1);
      for (const text of [1, 0, 2]) scene.settle([text], "spent");
      expect(scene.figures()).toEqual(scene.expected());
      expect(scene.figures().held).toBe(0);
    });
  });
});
