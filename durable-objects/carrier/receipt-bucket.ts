// Hashes and positions, as a bucket of the index on disk has them: pairs of unsigned 32-bit integers, little-endian, which is the
// order of every machine there is to run this on.

const bucketCount = 256;
const positionsPerGeneration = 2 ** 20;
const partsPerBucket = 256;

/** Pairs in one part of a bucket, which is a row: 256 KB. Only a carrier that gives one id to everything needs a second part. */
export const pairsPerPart = 32_768;

/** hash, position, hash, position, … */
export type HashPairs = number[];

export function generationOf(position: number): number {
  return Math.floor(position / positionsPerGeneration);
}

/** The key of the first part of the bucket where a hash is found in a generation. The key of the next part is one more. */
export function firstPartOf(generation: number, hash: number): number {
  return (generation * bucketCount + (hash & (bucketCount - 1))) * partsPerBucket;
}

/** The key of the last part that the bucket can have. */
export function lastPartOf(firstPart: number): number {
  return firstPart + partsPerBucket - 1;
}

/** Pairs by the first part of the bucket that each belongs to. */
export function groupByBucket(pairs: HashPairs): Map<number, HashPairs> {
  const groups = new Map<number, HashPairs>();
  for (let index = 0; index < pairs.length; index += 2) {
    const hash = pairs[index] ?? 0;
    const position = pairs[index + 1] ?? 0;
    const bucket = firstPartOf(generationOf(position), hash);
    const group = groups.get(bucket);
    if (group === undefined) groups.set(bucket, [hash, position]);
    else group.push(hash, position);
  }
  return groups;
}

/** What is stored with pairs behind it. */
export function packPairs(stored: ArrayBuffer | undefined, pairs: HashPairs): Uint32Array<ArrayBuffer> {
  const before = stored === undefined ? new Uint32Array() : new Uint32Array(stored);
  const packed = new Uint32Array(before.length + pairs.length);
  packed.set(before);
  packed.set(pairs, before.length);
  return packed;
}

/** The hashes at positions before `end`. */
export function hashesBefore(stored: ArrayBuffer, end: number): number[] {
  const packed = new Uint32Array(stored);
  const hashes: number[] = [];
  for (let index = 0; index < packed.length; index += 2) {
    if ((packed[index + 1] ?? 0) < end) hashes.push(packed[index] ?? 0);
  }
  return hashes;
}

/** Adds the positions of a hash to `into`, in the order in which they were packed. */
export function collectPositions(stored: ArrayBuffer, hash: number, into: number[]): void {
  const packed = new Uint32Array(stored);
  for (let index = 0; index < packed.length; index += 2) {
    if (packed[index] === hash) into.push(packed[index + 1] ?? 0);
  }
}
