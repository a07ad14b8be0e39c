import type { OptOutOverrides } from "../suppressions/opt-out-settings.ts";

/** Which responses to message.received are answers: none, JSON that has one, or plain text as well. */
export const callbackReplyModes = ["off", "json", "any"] as const;
export type CallbackReplyMode = (typeof callbackReplyModes)[number];

/** An answer to texts that begin with a keyword. */
export interface KeywordReply {
  /** As `parseKeyword` gives it. */
  keyword: string;
  /** A template. */
  text: string;
}

/** How a number answers the texts it gets. The account's own: another account with a share of the number has others. */
export interface NumberSettings {
  /** A template for texts that no keyword is for; null for no answer. */
  autoReply: string | null;
  keywordReplies: KeywordReply[];
  callbackReply: CallbackReplyMode;
  optOut: OptOutOverrides;
}

export const defaultNumberSettings: NumberSettings = {
  autoReply: null,
  keywordReplies: [],
  callbackReply: "json",
  optOut: {},
};

/** Settings and their version; 0 where nothing was ever set. */
export interface VersionedSettings<Settings> {
  version: number;
  settings: Settings;
}
