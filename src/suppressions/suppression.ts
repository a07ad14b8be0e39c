/** Why a recipient gets nothing: a text of theirs, or somebody's decision. */
export const suppressionReasons = ["opted_out", "complaint", "invalid", "manual"] as const;
export type SuppressionReason = (typeof suppressionReasons)[number];

/** Who added it. */
export const suppressionSources = ["inbound", "api", "import"] as const;
export type SuppressionSource = (typeof suppressionSources)[number];

/** A recipient that an account writes nothing to. */
export interface Suppression {
  /** E.164, with the plus sign. */
  recipient: string;
  /** The sender it is about, in the form messages have it in; empty for all of the account's. */
  sender: string;
  reason: SuppressionReason;
  source: SuppressionSource;
  createdAtMs: number;
}

export type NewSuppression = Omit<Suppression, "source" | "createdAtMs">;

/** Which suppressions to list; filters combine. */
export interface SuppressionFilter {
  recipient?: string | undefined;
  sender?: string | undefined;
  reason?: SuppressionReason | undefined;
}

/** Where a list goes on: by recipient, then sender. */
export function placeOf({ recipient, sender }: Pick<Suppression, "recipient" | "sender">): string {
  return `${recipient} ${sender}`;
}

/** Null where the text is no place. */
export function readPlace(place: string): Pick<Suppression, "recipient" | "sender"> | null {
  const space = place.indexOf(" ");
  return space < 1 ? null : { recipient: place.slice(0, space), sender: place.slice(space + 1) };
}
