import { type PeopleFilters, type PersonRow, findPeople } from "../db/people/people.ts";
import type { Page } from "../page.ts";

/** Those who sign in, newest first. */
export function listPeople(
  env: Pick<Env, "DB">,
  page: PeopleFilters & { afterId?: string | undefined; limit: number },
): Promise<Page<PersonRow>> {
  return findPeople(env.DB, page);
}
