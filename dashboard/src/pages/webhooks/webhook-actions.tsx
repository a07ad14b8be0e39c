import { Ellipsis, Pause, Pencil, Play, RefreshCw, Send, Trash2, Undo2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../api/api-error.ts";
import type { Schema } from "../../api/client.ts";
import { ShownOnce } from "../../components/shown-once.tsx";
import { useAccount } from "../../session/account.ts";
import { confirm } from "../../ui/ask-confirm.ts";
import { Button, IconButton } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Menu, MenuItem, MenuSeparator } from "../../ui/menu.tsx";
import { toast } from "../../ui/toast.ts";
import { ReplayDialog } from "./replay-dialog.tsx";
import { useWebhookActions } from "./use-webhook-actions.ts";
import { WebhookForm } from "./webhook-form.tsx";

export function WebhookActions({ webhook }: { webhook: Schema<"WebhookState"> }): ReactNode {
  const t = useTranslations("webhooks");
  const common = useTranslations("common");
  const shared = useTranslations("shared");
  const account = useAccount();
  const [isChanging, setIsChanging] = useState(false);
  const [isReplaying, setIsReplaying] = useState(false);
  const [secret, setSecret] = useState<string | null>(null);
  const { enable, test, rotate, remove, reload } = useWebhookActions(webhook.id, setSecret);

  const askRotate = async (): Promise<void> => {
    const question = {
      title: t("detail.rotateTitle"),
      description: t("detail.rotateDescription"),
      action: t("detail.rotate"),
    };
    if (await confirm(question)) rotate.run();
  };
  const askRemove = async (): Promise<void> => {
    const question = {
      title: t("detail.removeTitle"),
      description: t("detail.removeDescription"),
      action: t("detail.removeAction"),
      danger: true,
    };
    if (await confirm(question)) remove.run();
  };
  return (
    <>
      <Button icon={Send} busy={test.busy} onClick={() => test.run()}>
        {t("detail.test")}
      </Button>
      <Button icon={Undo2} onClick={() => setIsReplaying(true)}>
        {t("replay.action")}
      </Button>
      <Menu trigger={<IconButton icon={Ellipsis} label={shared("actions")} variant="secondary" />}>
        <MenuItem icon={Pencil} onClick={() => setIsChanging(true)}>
          {t("detail.change")}
        </MenuItem>
        <MenuItem icon={webhook.enabled ? Pause : Play} onClick={() => enable.run(!webhook.enabled)}>
          {webhook.enabled ? t("detail.pause") : t("detail.resume")}
        </MenuItem>
        {webhook.signatures.includes("v1") && (
          <MenuItem icon={RefreshCw} onClick={() => void askRotate()}>
            {t("detail.rotate")}
          </MenuItem>
        )}
        <MenuSeparator />
        <MenuItem icon={Trash2} danger onClick={() => void askRemove()}>
          {t("detail.remove")}
        </MenuItem>
      </Menu>
      <Dialog open={isChanging} onOpenChange={setIsChanging} title={t("detail.change")} wide>
        <WebhookForm
          webhook={webhook}
          submitLabel={common("save")}
          submit={(body) =>
            unwrap(account.api.PATCH("/v1/webhooks/{id}", { params: { path: { id: webhook.id } }, body }))
          }
          onCancel={() => setIsChanging(false)}
          onDone={(changed) => {
            setIsChanging(false);
            setSecret(changed.secret ?? null);
            toast("good", t("detail.saved"));
            void reload();
          }}
        />
      </Dialog>
      <ReplayDialog webhookId={webhook.id} open={isReplaying} onClose={() => setIsReplaying(false)} />
      <ShownOnce title={t("detail.newSecret")} label={t("secret")} secret={secret} onClose={() => setSecret(null)} />
    </>
  );
}
