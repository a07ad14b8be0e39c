import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../api/api-error.ts";
import type { Schema } from "../../api/client.ts";
import { linesOf } from "../../components/lines.ts";
import { momentOrNull } from "../../components/local-time.ts";
import { FormProblem } from "../../forms/form-problem.tsx";
import { useApiForm } from "../../forms/use-api-form.ts";
import { useAccount } from "../../session/account.ts";
import { Button } from "../../ui/button.tsx";
import { DialogFooter } from "../../ui/dialog.tsx";
import { CheckboxField, TextArea, TextField } from "../../ui/fields.tsx";
import { ScopeFields } from "./scope-fields.tsx";
import { type KeyScope, scopesFor } from "./scopes.ts";

interface Values {
  name: string;
  scopes: KeyScope[];
  networks: string;
  expiresAt: string;
}

interface KeyFormProps {
  /** Left out: a key of the account. */
  make?: (key: Schema<"NewKey">) => Promise<Schema<"CreatedKey">>;
  onMade: (key: Schema<"CreatedKey">) => void;
  onCancel: () => void;
}

/** A key can do no more than the person who makes it. */
export function KeyForm({ make, onMade, onCancel }: KeyFormProps): ReactNode {
  const t = useTranslations("keys.form");
  const common = useTranslations("common");
  const account = useAccount();
  const scopes = scopesFor(account.can);
  const { form, onSubmit, busy, problem, errorOf } = useApiForm<Values, Schema<"CreatedKey">>({
    defaultValues: { name: "", scopes: ["messages:write", "messages:read"], networks: "", expiresAt: "" },
    submit(values) {
      const networks = linesOf(values.networks);
      const body = {
        name: values.name.trim() === "" ? null : values.name.trim(),
        scopes: values.scopes,
        allowedNetworks: networks.length === 0 ? null : networks,
        expiresAt: momentOrNull(values.expiresAt),
      };
      return make?.(body) ?? unwrap(account.api.POST("/v1/keys", { body }));
    },
    onDone: onMade,
    fieldOf: (path) =>
      path.startsWith("allowedNetworks")
        ? "networks"
        : path === "name" || path === "expiresAt" || path === "scopes"
          ? path
          : undefined,
  });
  return (
    <form onSubmit={onSubmit} className="grid gap-4">
      <FormProblem problem={problem} />
      <TextField {...form.register("name")} label={t("name")} hint={t("nameHint")} error={errorOf("name")} />
      <ScopeFields legend={t("scopes")} error={errorOf("scopes")}>
        {(label) =>
          scopes.map((scope) => (
            <CheckboxField
              key={scope}
              {...form.register("scopes")}
              value={scope}
              label={<code className="font-mono text-[0.8125rem]">{scope}</code>}
              hint={label(scope)}
            />
          ))
        }
      </ScopeFields>
      <TextArea
        {...form.register("networks")}
        label={t("networks")}
        hint={t("networksHint")}
        error={errorOf("networks")}
        rows={2}
        placeholder="203.0.113.0/24"
      />
      <TextField
        {...form.register("expiresAt")}
        label={`${t("expires")} (${common("optional")})`}
        error={errorOf("expiresAt")}
        type="datetime-local"
      />
      <DialogFooter>
        <Button onClick={onCancel}>{common("cancel")}</Button>
        <Button type="submit" variant="primary" busy={busy}>
          {t("submit")}
        </Button>
      </DialogFooter>
    </form>
  );
}
