import type { Schema } from "../../../api/client.ts";

/** A sender as the form has it; no country is every country. */
export interface SenderValues {
  address: string;
  isActive: boolean;
  countries: string;
}

export interface SendersValues {
  /** Any sender may be used. */
  isOpen: boolean;
  senders: SenderValues[];
}

export const emptySender: SenderValues = { address: "", isActive: true, countries: "" };

export function sendersValues({ senders }: Schema<"Senders">): SendersValues {
  return {
    isOpen: senders === null,
    senders: (senders ?? []).map(({ address, status, countries }) => ({
      address,
      isActive: status === "active",
      countries: (countries ?? []).join(", "),
    })),
  };
}

/** What the form says; pools stay as they are stored. */
export function sendersOf(values: SendersValues, stored: Schema<"Senders">): Schema<"NewSenders"> {
  if (values.isOpen) return { senders: null, senderPools: [] };
  return {
    senders: values.senders.map(({ address, isActive, countries }) => {
      const codes = countries.split(/[\s,;]+/).filter((code) => code !== "");
      return {
        address: address.trim(),
        status: isActive ? ("active" as const) : ("disabled" as const),
        countries: codes.length === 0 ? null : codes.map((code) => code.toUpperCase()),
      };
    }),
    senderPools: stored.senderPools,
  };
}
