import { useSuspenseQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { type ApiClient, clientOf } from "../api/client.ts";
import { meQuery, type Me } from "../api/people.ts";
import { type AccountScope, mayDo, mayManagePeople, seesNumbers } from "./permissions.ts";

/** Who is signed in; only under the signed-in routes. */
export function useMe(): Me {
  return useSuspenseQuery(meQuery).data;
}

export interface CurrentAccount {
  id: string;
  /** Its name, or its id for an operator who is not one of its people. */
  name: string;
  /** The API as the person, in this account. */
  api: ApiClient;
  /** Whether the person's role has the scope: `can("messages:write")`. What they may not do is left out, not refused later. */
  can: (scope: AccountScope) => boolean;
  /** Whether they invite and remove others. */
  managesPeople: boolean;
  /** Whether they see handsets' numbers whole, and texts. */
  seesNumbers: boolean;
}

/** The account that the address names; only under `/a/$accountId`. */
export function useAccount(): CurrentAccount {
  const { accountId } = useParams({ strict: false });
  const me = useMe();
  if (accountId === undefined) throw new Error("useAccount is used outside of an account's route");
  const membership = me.accounts.find(({ id }) => id === accountId);
  return {
    id: accountId,
    name: membership?.name ?? accountId,
    api: clientOf(accountId),
    can: (scope) => mayDo(me, accountId, scope),
    managesPeople: mayManagePeople(me, accountId),
    seesNumbers: seesNumbers(me, accountId),
  };
}
