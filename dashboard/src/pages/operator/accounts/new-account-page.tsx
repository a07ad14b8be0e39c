import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../../api/api-error.ts";
import { clientOf, type Schema } from "../../../api/client.ts";
import { ShownOnce } from "../../../components/shown-once.tsx";
import { useApiForm } from "../../../forms/use-api-form.ts";
import { Button } from "../../../ui/button.tsx";
import { Card } from "../../../ui/card.tsx";
import { TextField } from "../../../ui/fields.tsx";
import { Page } from "../../../ui/page.tsx";
import { Refusal } from "../shared/refusal.tsx";
import { invalidateAccount } from "./account-calls.ts";

interface Values {
  name: string;
  segmentsPerSecond: string;
  countries: string;
}

/** A new customer. Its first key is shown once, then its page has the rest. */
export function NewAccountPage(): ReactNode {
  const t = useTranslations("operator.account");
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [made, setMade] = useState<Schema<"CreatedAccount">>();
  const { form, onSubmit, busy, problem, errorOf } = useApiForm<Values, Schema<"CreatedAccount">>({
    defaultValues: { name: "", segmentsPerSecond: "", countries: "" },
    submit({ name, segmentsPerSecond, countries }) {
      const codes = countries.split(/[\s,;]+/).filter((code) => code !== "");
      const body = {
        name: name.trim(),
        ...(segmentsPerSecond !== "" && { limits: { segmentsPerSecond: Number(segmentsPerSecond) } }),
        ...(codes.length > 0 && { allowedDestinations: { countries: codes.map((code) => code.toUpperCase()) } }),
      };
      return unwrap(clientOf(null).POST("/admin/v1/accounts", { body }));
    },
    async onDone(account) {
      setMade(account);
      await invalidateAccount(queries);
    },
    fieldOf: (path) =>
      path === "name"
        ? "name"
        : path.startsWith("limits.segmentsPerSecond")
          ? "segmentsPerSecond"
          : path.startsWith("allowedDestinations")
            ? "countries"
            : undefined,
  });
  const { register } = form;
  const leave = (): void => {
    if (made !== undefined) void navigate({ to: "/operator/accounts/$accountId", params: { accountId: made.id } });
  };
  return (
    <Page title={t("newTitle")} description={t("newDetail")} narrow>
      <Card>
        <form onSubmit={onSubmit} className="grid max-w-lg gap-4">
          <Refusal problem={problem} />
          <TextField {...register("name")} label={t("name")} error={errorOf("name")} required maxLength={200} />
          <TextField
            {...register("segmentsPerSecond")}
            label={t("limitNames.segmentsPerSecond")}
            hint={t("usualHint")}
            error={errorOf("segmentsPerSecond")}
            type="number"
            step="any"
            min={0}
          />
          <TextField
            {...register("countries")}
            label={t("countries")}
            hint={t("countriesHint")}
            error={errorOf("countries")}
          />
          <div>
            <Button type="submit" variant="primary" busy={busy}>
              {t("make")}
            </Button>
          </div>
        </form>
      </Card>
      <ShownOnce title={t("made")} label={t("firstKey")} secret={made?.apiKey.key ?? null} onClose={leave} />
    </Page>
  );
}
