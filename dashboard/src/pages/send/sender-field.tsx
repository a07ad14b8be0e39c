import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import type { UseFormReturn } from "react-hook-form";
import { useTranslations } from "use-intl";
import { read } from "../../api/queries.ts";
import { useAccount } from "../../session/account.ts";
import { SelectField, TextField } from "../../ui/fields.tsx";
import { poolPrefix, type SendValues } from "./send-form.ts";

interface SenderFieldProps {
  form: UseFormReturn<SendValues>;
  error: string | undefined;
}

/** One of the account's senders or pools, or any sender where the account may use any. */
export function SenderField({ form, error }: SenderFieldProps): ReactNode {
  const t = useTranslations("send");
  const account = useAccount();
  const { data } = useQuery({ ...read(account.id, "/v1/senders"), enabled: account.can("account:read") });
  if (data?.senders === undefined || data.senders === null) {
    return (
      <TextField {...form.register("from")} label={t("from")} hint={t("fromHint")} error={error} autoComplete="off" />
    );
  }
  const senders = data.senders.filter(({ status }) => status === "active").map(({ address }) => address);
  return (
    <SelectField
      {...form.register("from")}
      label={t("from")}
      error={error}
      options={[
        ...(senders.length === 1 ? [] : [{ value: "", label: t("anySender") }]),
        ...data.senderPools.map(({ name }) => ({ value: poolPrefix + name, label: t("pool", { name }) })),
        ...senders.map((address) => ({ value: address, label: address })),
      ]}
    />
  );
}
