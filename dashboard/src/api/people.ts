import type { Schema } from "./client.ts";
import { read } from "./queries.ts";

export type Me = Schema<"Me">;
export type Role = Me["accounts"][number]["role"];
/** Another step is asked for, or the person is in: a cookie that scripts cannot read says so. */
export type SignInStep = Schema<"SignInStep">;

/** Who is signed in. */
export const meQuery = { ...read(null, "/people/v1/me"), staleTime: 60_000, retry: false };
