import { useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { Pause, Pencil, Play, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../api/api-error.ts";
import type { Schema } from "../../api/client.ts";
import { invalidate } from "../../api/queries.ts";
import { useAction } from "../../forms/use-action.ts";
import { useAccount } from "../../session/account.ts";
import { confirm } from "../../ui/ask-confirm.ts";
import { Button } from "../../ui/button.tsx";
import { toast } from "../../ui/toast.ts";

interface ScheduleActionsProps {
  schedule: Schema<"Schedule">;
  onChange: () => void;
}

export function ScheduleActions({ schedule, onChange }: ScheduleActionsProps): ReactNode {
  const t = useTranslations("schedules.detail");
  const account = useAccount();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const params = { path: { id: schedule.id } };
  const enable = useAction({
    run: (enabled: boolean) => unwrap(account.api.PATCH("/v1/schedules/{id}", { params, body: { enabled } })),
    onDone: (_schedule, enabled) => {
      toast("good", enabled ? t("resumed") : t("paused"));
      return invalidate(queries, account.id, "/v1/schedules", "/v1/schedules/{id}");
    },
  });
  const remove = useAction({
    run: () => unwrap(account.api.DELETE("/v1/schedules/{id}", { params })),
    done: t("removed"),
    async onDone() {
      await navigate({
        to: "/a/$accountId/schedules",
        params: { accountId: account.id },
        search: { view: "recurring" },
      });
      await invalidate(queries, account.id, "/v1/schedules");
    },
  });
  const askRemove = async (): Promise<void> => {
    const question = {
      title: t("removeTitle", { name: schedule.name }),
      description: t("removeDescription"),
      action: t("removeAction"),
      danger: true,
    };
    if (await confirm(question)) remove.run();
  };
  return (
    <>
      <Button icon={Pencil} onClick={onChange}>
        {t("change")}
      </Button>
      <Button icon={schedule.enabled ? Pause : Play} busy={enable.busy} onClick={() => enable.run(!schedule.enabled)}>
        {schedule.enabled ? t("pause") : t("resume")}
      </Button>
      <Button icon={Trash2} busy={remove.busy} onClick={() => void askRemove()}>
        {t("remove")}
      </Button>
    </>
  );
}
