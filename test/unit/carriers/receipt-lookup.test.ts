import { describe, it } from "vitest";
import {
  collectPositions,
  firstPartOf,
  generationOf,
  groupByBucket,
  hashesBefore,
  lastPartOf,
  packPairs,
} from "../../../durable-objects/carrier/receipt-bucket.ts";
import { HashFilter } from "../../../durable-objects/carrier/receipt-filter.ts";
import { fnv1a } from "../../../durable-objects/carrier/receipt-hash.ts";
import { PositionTable, RecentPositions } from "../../../durable-objects/carrier/receipt-positions.ts";

const numbersUpTo = (count: number) => Array.from({ length: count }, (_, index) => index);
const hashOf = (number: number) => fnv1a(`id${number}`);

describe("the hash of an id", () => {
  // From the reference, http://www.isthe.com/chongo/tech/comp/fnv/
  it.for([
    ["", 0x811c9dc5],
    ["a", 0xe40c292c],
    ["foobar", 0xbf9cf968],
  ] as const)("%j is %d", ([text, hash], { expect }) => {
    expect(fnv1a(text)).toBe(hash);
  });

  it("spreads ids that are counted over the buckets", ({ expect }) => {
    const sizes = new Map<number, number>();
    for (const number of numbersUpTo(25_600)) {
      const bucket = firstPartOf(0, hashOf(number));
      sizes.set(bucket, (sizes.get(bucket) ?? 0) + 1);
    }
    expect(sizes.size).toBe(256);
    expect(Math.max(...sizes.values())).toBeLessThan(200);
  });
});

describe("a bucket", () => {
  it("has each position of a hash, in the order in which they were packed", ({ expect }) => {
    const first = packPairs(undefined, [7, 1, 0xffff_ffff, 2]);
    const second = packPairs(first.buffer, [7, 0xffff_fffe]);
    const found = (hash: number) => {
      const positions: number[] = [];
      collectPositions(second.buffer, hash, positions);
      return positions;
    };
    expect([found(7), found(0xffff_ffff), found(1)]).toEqual([[1, 0xffff_fffe], [2], []]);
    expect(hashesBefore(second.buffer, 2)).toEqual([7]);
    expect(hashesBefore(second.buffer, 3)).toEqual([7, 0xffff_ffff]);
  });

  it("is of one generation, and has parts of its own", ({ expect }) => {
    const million = 2 ** 20;
    expect([million - 1, million, 3 * million].map(generationOf)).toEqual([0, 1, 3]);
    expect(groupByBucket([0x105, 1, 0x205, million - 1, 0x105, million, 6, 2])).toEqual(
      new Map([
        [firstPartOf(0, 5), [0x105, 1, 0x205, million - 1]],
        [firstPartOf(1, 5), [0x105, million]],
        [firstPartOf(0, 6), [6, 2]],
      ]),
    );
    expect(lastPartOf(firstPartOf(0, 255))).toBeLessThan(firstPartOf(1, 0));
  });
});

describe("a filter", () => {
  it("knows all that was added, and little else", ({ expect }) => {
    const filter = new HashFilter(20_000);
    for (const number of numbersUpTo(20_000)) filter.add(hashOf(number));
    expect(numbersUpTo(20_000).every((number) => filter.mayHave(hashOf(number)))).toBe(true);
    const wrong = numbersUpTo(20_000).filter((number) => filter.mayHave(hashOf(number + 20_000)));
    expect(wrong.length).toBeLessThan(1_000);
  });
});

describe("positions in memory", () => {
  it("are found by their hash as the table grows, the last one first", ({ expect }) => {
    const table = new PositionTable(8_192);
    for (const number of numbersUpTo(8_000)) table.add(hashOf(number % 4_000), number);
    const found = numbersUpTo(4_000).map((number) => {
      const positions: number[] = [];
      table.collect(hashOf(number), positions, 10);
      return positions;
    });
    expect(found).toEqual(numbersUpTo(4_000).map((number) => [number + 4_000, number]));
    expect(table.isFull).toBe(false);
  });

  it("of one hash are as many as were asked for", ({ expect }) => {
    const recent = new RecentPositions(1_024);
    for (const number of numbersUpTo(1_500)) recent.add(7, number);
    expect(recent.find(7, 3)).toEqual([1_499, 1_498, 1_497]);
    expect(recent.find(7)).toHaveLength(1_500);
    expect(recent.find(8)).toEqual([]);
  });

  it("are forgotten after one to two generations", ({ expect }) => {
    const recent = new RecentPositions(1_024);
    expect(recent.firstPosition).toBe(null);
    for (const number of numbersUpTo(2_048)) recent.add(hashOf(number), number);
    expect(recent.firstPosition).toBe(0);
    for (const number of numbersUpTo(5_000).slice(2_048)) recent.add(hashOf(number), number);
    expect(recent.firstPosition).toBe(3 * 1_024);
    const kept = numbersUpTo(5_000).filter((number) => recent.find(hashOf(number)).includes(number));
    expect(kept).toEqual(numbersUpTo(5_000).slice(3 * 1_024));
  });
});
