import { useQuery } from "@tanstack/react-query";
import { useNavigate, useParams } from "@tanstack/react-router";
import { Building2 } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { read } from "../api/queries.ts";
import { useMe } from "../session/account.ts";
import { SelectField } from "../ui/fields.tsx";
import type { Area } from "./navigation.tsx";

/** The value that stands for the operators' side, which no account id is. */
const operators = "operators";

interface AccountSwitcherProps {
  area: Area;
  onNavigate?: () => void;
}

/** Which account one is in, and the way to another. An operator may go into all of them. */
export function AccountSwitcher({ area, onNavigate }: AccountSwitcherProps): ReactNode {
  const t = useTranslations("shell");
  const me = useMe();
  const navigate = useNavigate();
  const { accountId } = useParams({ strict: false });
  const all = useQuery({
    ...read(null, "/admin/v1/accounts", { params: { query: { limit: 100 } } }),
    enabled: me.operator,
  });
  const accounts = me.operator ? (all.data?.data ?? me.accounts) : me.accounts;

  if (!me.operator && accounts.length < 2) {
    return (
      <p className="flex items-center gap-2.5 px-2.5 py-2 font-medium">
        <Building2 aria-hidden className="size-4 shrink-0 text-muted" />
        <span className="truncate">{accounts[0]?.name}</span>
      </p>
    );
  }
  const value = area === "operator" ? operators : (accountId ?? "");
  // One that is not on the first page of accounts is in the list all the same.
  const isListed = accounts.some(({ id }) => id === value) || value === operators;
  return (
    <SelectField
      label={t("account")}
      hideLabel
      value={value}
      onChange={({ target }) => {
        onNavigate?.();
        if (target.value === operators) void navigate({ to: "/operator" });
        else void navigate({ to: "/a/$accountId", params: { accountId: target.value } });
      }}
      options={[
        ...(me.operator ? [{ value: operators, label: t("operator") }] : []),
        ...(isListed ? [] : [{ value, label: value }]),
        ...accounts.map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  );
}
