import { and, asc, desc, eq, lt } from "drizzle-orm";
import type { Locale, Person } from "../../people/person.ts";
import { type Page, toPage } from "../../page.ts";
import { openDatabase } from "../open.ts";
import { people, peopleCredentials } from "../people-schema.ts";

const personFields = {
  id: people.id,
  email: people.email,
  name: people.name,
  locale: people.locale,
  operator: people.operator,
  twoFactor: people.twoFactorEnabled,
};

/** A person as lists have them. */
export interface PersonRow extends Person {
  createdAtMs: number;
}

/** By e-mail in lower case. */
export async function findPersonByEmail(db: D1Database, email: string): Promise<Person | null> {
  const [row] = await openDatabase(db).select(personFields).from(people).where(eq(people.email, email));
  return row ?? null;
}

/** The scrypt hash of a person's password. */
export async function findPasswordHash(db: D1Database, personId: string): Promise<string | null> {
  const [row] = await openDatabase(db)
    .select({ password: peopleCredentials.password })
    .from(peopleCredentials)
    .where(and(eq(peopleCredentials.userId, personId), eq(peopleCredentials.providerId, "credential")));
  return row?.password ?? null;
}

export async function updatePerson(
  db: D1Database,
  personId: string,
  changes: { name?: string | undefined; locale?: Locale | undefined },
): Promise<void> {
  await openDatabase(db)
    .update(people)
    .set({ ...changes, updatedAt: new Date() })
    .where(eq(people.id, personId));
}

export interface PeopleFilters {
  /** In lower case. */
  email?: string | undefined;
  operator?: boolean | undefined;
}

/** Newest first, from the one after `afterId`. Filters combine. */
export async function findPeople(
  db: D1Database,
  { email, operator, afterId, limit }: PeopleFilters & { afterId?: string | undefined; limit: number },
): Promise<Page<PersonRow>> {
  const rows = await openDatabase(db)
    .select({ ...personFields, createdAt: people.createdAt })
    .from(people)
    .where(
      and(
        email === undefined ? undefined : eq(people.email, email),
        operator === undefined ? undefined : eq(people.operator, operator),
        afterId === undefined ? undefined : lt(people.id, afterId),
      ),
    )
    .orderBy(desc(people.id))
    .limit(limit + 1);
  return toPage(rows.map(toRow), limit, ({ id }) => id);
}

/** By e-mail. */
export async function findOperators(db: D1Database): Promise<PersonRow[]> {
  const rows = await openDatabase(db)
    .select({ ...personFields, createdAt: people.createdAt })
    .from(people)
    .where(eq(people.operator, true))
    .orderBy(asc(people.email))
    .limit(1_000);
  return rows.map(toRow);
}

/** Whether it was done: not to the last one, nor to somebody who is none. They stay a person. */
export async function takeOperatorAway(db: D1Database, personId: string): Promise<boolean> {
  const { meta } = await db
    .prepare(
      `UPDATE people SET operator = 0 WHERE id = ?1 AND operator = 1
         AND (SELECT count(*) FROM people o WHERE o.operator = 1) > 1`,
    )
    .bind(personId)
    .run();
  return meta.changes > 0;
}

function toRow({ createdAt, ...person }: Person & { createdAt: Date }): PersonRow {
  return { ...person, createdAtMs: createdAt.getTime() };
}
