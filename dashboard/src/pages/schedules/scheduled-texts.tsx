import { keepPreviousData, useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { TimerReset } from "lucide-react";
import { type ReactNode, useCallback, useMemo, useState } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../api/api-error.ts";
import type { Schema } from "../../api/client.ts";
import { invalidate, read } from "../../api/queries.ts";
import { PagedTable } from "../../components/paged-table.tsx";
import { useAction } from "../../forms/use-action.ts";
import { defined } from "../../routes/search.ts";
import { useAccount } from "../../session/account.ts";
import { confirm } from "../../ui/ask-confirm.ts";
import { Empty } from "../../ui/states.tsx";
import { ChangeTextDialog } from "./change-text-dialog.tsx";
import { useTextColumns } from "./use-text-columns.tsx";

const route = getRouteApi("/signed-in/a/$accountId/schedules");
const pageSize = 50;

type Text = Schema<"ListedMessage">;

/** Texts that wait for their time. Those that a frame tells to have gone leave the list by themselves. */
export function ScheduledTexts(): ReactNode {
  const t = useTranslations("schedules.texts");
  const views = useTranslations("schedules.views");
  const account = useAccount();
  const queries = useQueryClient();
  const { cursor } = route.useSearch();
  const navigate = route.useNavigate();
  const [changing, setChanging] = useState<Text | null>(null);
  const texts = useQuery({
    ...read(account.id, "/v1/messages", {
      params: { query: { status: "scheduled", limit: pageSize, ...defined({ cursor }) } },
    }),
    placeholderData: keepPreviousData,
  });
  const cancel = useAction({
    run: (id: string) => unwrap(account.api.POST("/v1/messages/{id}/cancel", { params: { path: { id } } })),
    done: t("canceled"),
    onDone: ({ id }) => {
      leaveOut(id);
      return invalidate(queries, account.id, "/v1/messages/{id}");
    },
  });
  // The list is read from what the edge has written so far, which may be a moment behind what it just answered.
  const [gone, setGone] = useState<ReadonlySet<string>>(new Set());
  const leaveOut = (id: string): void => setGone((ids) => new Set(ids).add(id));
  const shown = useMemo(
    () =>
      texts.data && {
        ...texts.data,
        data: texts.data.data.filter(({ id, status }) => status === "scheduled" && !gone.has(id)),
      },
    [texts.data, gone],
  );
  const runCancel = cancel.run;
  const askCancel = useCallback(
    async ({ id, to }: Text): Promise<void> => {
      const question = {
        title: t("cancelTitle"),
        description: t("cancelDescription", { to }),
        action: t("cancelAction"),
        danger: true,
      };
      if (await confirm(question)) runCancel(id);
    },
    [t, runCancel],
  );
  const columns = useTextColumns({
    isWritable: account.can("messages:write"),
    onChange: setChanging,
    onCancel: askCancel,
  });
  return (
    <>
      <PagedTable
        label={views("texts")}
        columns={columns}
        query={{ ...texts, data: shown }}
        idOf={({ id }) => id}
        empty={<Empty icon={TimerReset} title={t("empty")} description={t("emptyDetail")} />}
        cursor={cursor}
        onCursor={(next) => void navigate({ search: defined({ view: "texts" as const, cursor: next }) })}
      />
      {changing !== null && <ChangeTextDialog text={changing} onClose={() => setChanging(null)} />}
    </>
  );
}
