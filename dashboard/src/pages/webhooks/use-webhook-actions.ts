import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { useTranslations } from "use-intl";
import { unwrap } from "../../api/api-error.ts";
import { invalidate } from "../../api/queries.ts";
import { useAction } from "../../forms/use-action.ts";
import { useAccount } from "../../session/account.ts";
import { toast } from "../../ui/toast.ts";

/** What buttons do with an endpoint. */
export function useWebhookActions(id: string, onSecret: (secret: string) => void) {
  const t = useTranslations("webhooks.detail");
  const account = useAccount();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const params = { path: { id } };
  const reload = (): Promise<void> => invalidate(queries, account.id, "/v1/webhooks", "/v1/webhooks/{id}");

  const enable = useAction({
    run: (enabled: boolean) => unwrap(account.api.PATCH("/v1/webhooks/{id}", { params, body: { enabled } })),
    onDone: (_webhook, enabled) => {
      toast("good", enabled ? t("resumed") : t("paused"));
      return reload();
    },
  });
  const test = useAction({
    run: () => unwrap(account.api.POST("/v1/webhooks/{id}/test", { params })),
    onDone: ({ outcome, status, error, response }) => {
      if (outcome === "delivered") toast("good", t("testDelivered", { status: String(status) }));
      else toast("bad", t("testFailed"), error ?? `${status} ${response}`);
      return invalidate(queries, account.id, "/v1/webhooks/{id}/deliveries", "/v1/webhooks/{id}");
    },
  });
  const rotate = useAction({
    run: () => unwrap(account.api.POST("/v1/webhooks/{id}/rotate-secret", { params, body: {} })),
    onDone: ({ secret }) => {
      if (secret !== undefined) onSecret(secret);
      return reload();
    },
  });
  const remove = useAction({
    run: () => unwrap(account.api.DELETE("/v1/webhooks/{id}", { params })),
    done: t("removed"),
    async onDone() {
      await navigate({ to: "/a/$accountId/webhooks", params: { accountId: account.id } });
      await invalidate(queries, account.id, "/v1/webhooks");
    },
  });
  return { enable, test, rotate, remove, reload };
}
