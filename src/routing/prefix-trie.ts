/** Numbers by digit prefix: a tree of ten branches per digit, in one array. */
export interface PrefixTrie {
  /** Child of node n for digit d at n * 10 + d; 0 for none, since nothing leads back to the root. */
  readonly children: Int32Array;
  /** Value at each node; -1 for none. */
  readonly values: Int32Array;
}

/** A trie of digit strings and the numbers (0 or more) they stand for; of a repeated prefix the last one counts. */
export function buildPrefixTrie(entries: readonly (readonly [prefix: string, value: number])[]): PrefixTrie {
  const nodes = nodeCount(entries.map(([prefix]) => prefix));
  const children = new Int32Array(nodes * 10);
  const values = new Int32Array(nodes).fill(-1);
  let used = 1;
  for (const [prefix, value] of entries) {
    let node = 0;
    for (let index = 0; index < prefix.length; index++) {
      const slot = node * 10 + (prefix.charCodeAt(index) - 0x30);
      if (children[slot] === 0) children[slot] = used++;
      node = children[slot] ?? 0;
    }
    values[node] = value;
  }
  return { children, values };
}

/** Nodes of a trie, the root included. Large tables are built in place: a list that grows would take a multiple of it. */
function nodeCount(prefixes: readonly string[]): number {
  let nodes = 1;
  let before = "";
  for (const prefix of prefixes.toSorted()) {
    let shared = 0;
    while (shared < before.length && before[shared] === prefix[shared]) shared++;
    nodes += prefix.length - shared;
    before = prefix;
  }
  return nodes;
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
