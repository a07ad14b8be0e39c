/** Numbers by digit prefix: a tree of ten branches per digit, in one array. */
export interface PrefixTrie {
  /** Child of node n for digit d at n * 10 + d; 0 for none, since nothing leads back to the root. */
  readonly children: Int32Array;
  /** Value at each node; -1 for none. */
  readonly values: Int32Array;
}

/** A trie of digit strings and the numbers (0 or more) they stand for; of a repeated prefix the last one counts. */
export function buildPrefixTrie(entries: Iterable<readonly [prefix: string, value: number]>): PrefixTrie {
  const children: number[] = emptyNode();
  const values: number[] = [-1];
  for (const [prefix, value] of entries) {
    let node = 0;
    for (let index = 0; index < prefix.length; index++) {
      const slot = node * 10 + (prefix.charCodeAt(index) - 0x30);
      let child = children[slot] ?? 0;
      if (child === 0) {
        child = values.length;
        children[slot] = child;
        children.push(...emptyNode());
        values.push(-1);
      }
      node = child;
    }
    values[node] = value;
  }
  return { children: Int32Array.from(children), values: Int32Array.from(values) };
}

/** The value of the longest prefix of `text` from `start` on, or -1. A character that is no digit ends the number. */
export function longestPrefix(trie: PrefixTrie, text: string, start: number): number {
  let found = trie.values[0] ?? -1;
  let node = 0;
  for (let index = start; index < text.length; index++) {
    node = childOf(trie, node, text.charCodeAt(index));
    if (node === 0) break;
    const value = trie.values[node] ?? -1;
    if (value >= 0) found = value;
  }
  return found;
}

/** Calls `visit` with the value of every prefix of `text` from `start` on, the shortest first. */
export function visitPrefixes(trie: PrefixTrie, text: string, start: number, visit: (value: number) => void): void {
  let node = 0;
  for (let index = start; index < text.length; index++) {
    node = childOf(trie, node, text.charCodeAt(index));
    if (node === 0) return;
    const value = trie.values[node] ?? -1;
    if (value >= 0) visit(value);
  }
}

function childOf(trie: PrefixTrie, node: number, code: number): number {
  const digit = code - 0x30;
  return digit >= 0 && digit <= 9 ? (trie.children[node * 10 + digit] ?? 0) : 0;
}

function emptyNode(): number[] {
  return [0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
}
