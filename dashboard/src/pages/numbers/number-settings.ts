import type { Schema } from "../../api/client.ts";

export interface NumberValues {
  autoReply: string;
  keywordReplies: { keyword: string; text: string }[];
  callbackReply: Schema<"Number">["callbackReply"];
}

export function valuesOf({ autoReply, keywordReplies, callbackReply }: Schema<"Number">): NumberValues {
  return { autoReply: autoReply ?? "", keywordReplies, callbackReply };
}

export function changeOf({ autoReply, keywordReplies, callbackReply }: NumberValues): Schema<"NumberChange"> {
  return { autoReply: autoReply.trim() === "" ? null : autoReply, keywordReplies, callbackReply };
}

/** Answers that the number gives by itself. */
export function countReplies({ autoReply, keywordReplies }: Schema<"Number">): number {
  return keywordReplies.length + (autoReply === null ? 0 : 1);
}
