/** A running edge, and what reaches it. */
export interface Edge {
  url: string;
  adminKey: string;
  accountId: string;
  apiKey: string;
}

/** Somebody who can sign in. */
export interface Person {
  email: string;
  password: string;
  /** Of a session, as a browser keeps them. */
  cookies: { name: string; value: string; url: string }[];
}

/** What all browser tests work on. Names and numbers differ from test to test, so none is in another's way. */
export interface Scene extends Edge {
  owner: Person;
  operator: Person;
  /** The token of a link that nobody uses. */
  openInvitation: string;
  /** The browser's own address. */
  browser: string;
}
