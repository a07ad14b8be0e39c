import type { PresentedKey } from "../accounts/presented-key.ts";

/** Who watches, as their socket remembers it. It is plain data of well under 2 KB. */
export type Viewer =
  | { kind: "key"; key: PresentedKey }
  /** The operator's key, which does not change while the edge runs. */
  | { kind: "operator" }
  /** A person: their session is held against D1 again and again. */
  | { kind: "session"; sessionId: string; personId: string };

/** What is found when a viewer is looked at again. */
export type ViewerState = "allowed" | "signed_out" | "not_allowed";
