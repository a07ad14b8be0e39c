import { type Account, defaultLimits, newAccount } from "../../src/accounts/account.ts";

type StoredAccount = Omit<Account, "id" | "version">;

/** The account, read once and held: the object is its only writer. */
export class AccountRecord {
  readonly #sql: SqlStorage;
  #account: Account | null | undefined;

  constructor(sql: SqlStorage) {
    this.#sql = sql;
  }

  /** Null until the account has been created. Another value after each change, so that what is derived from it can be kept. */
  get account(): Account | null {
    if (this.#account === undefined) this.#account = this.#read();
    return this.#account;
  }

  save(account: Account): void {
    const { id, version, ...stored } = account;
    this.#sql.exec(
      `INSERT INTO account_document (id, version, body) VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET version = excluded.version, body = excluded.body`,
      id,
      version,
      JSON.stringify(stored satisfies StoredAccount),
    );
    this.#account = account;
  }

  #read(): Account | null {
    const row = this.#sql
      .exec<{ id: string; version: number; body: string }>("SELECT id, version, body FROM account_document")
      .toArray()[0];
    if (row === undefined) return null;
    const stored = JSON.parse(row.body) as StoredAccount;
    // Limits that came later are the default ones.
    const limits = { ...defaultLimits, ...stored.limits };
    return newAccount({ ...stored, limits, id: row.id, version: row.version });
  }
}
