import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, Link } from "@tanstack/react-router";
import { PartyPopper, RotateCcw, Trash2 } from "lucide-react";
import { type ReactNode, useMemo } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../../api/api-error.ts";
import { clientOf, type Schema } from "../../../api/client.ts";
import { read } from "../../../api/queries.ts";
import { useAction } from "../../../forms/use-action.ts";
import { defined } from "../../../routes/search.ts";
import { confirm } from "../../../ui/ask-confirm.ts";
import { Button } from "../../../ui/button.tsx";
import { Card } from "../../../ui/card.tsx";
import { CursorPager } from "../../../ui/cursor-pager.tsx";
import { columnsOf, DataTable } from "../../../ui/data-table.tsx";
import { Moment } from "../../../ui/moment.tsx";
import { Page } from "../../../ui/page.tsx";
import { Empty } from "../../../ui/states.tsx";
import { toast } from "../../../ui/toast.ts";
import { useSize } from "../storage/use-size.ts";
import { invalidateDeadLetters, kindOf } from "./dead-letter-calls.ts";

const route = getRouteApi("/signed-in/operator/dead-letters");

/** What a queue gave up on: nothing of it happens before somebody lets it try again. */
export function DeadLettersPage(): ReactNode {
  const t = useTranslations("operator.deadLetters");
  const { cursor } = route.useSearch();
  const navigate = route.useNavigate();
  const letters = useQuery(
    read(null, "/admin/v1/dead-letters", { params: { query: { limit: 50, ...defined({ cursor }) } } }),
  );
  const columns = useLetterColumns();
  const hasLetters = (letters.data?.data.length ?? 0) > 0;
  return (
    <Page title={t("title")} description={t("description")} actions={hasLetters && <AllActions />}>
      <Card flush>
        <DataTable
          label={t("title")}
          columns={columns}
          rows={letters.data?.data}
          idOf={({ id }) => id}
          error={letters.error}
          onRetry={() => void letters.refetch()}
          empty={<Empty icon={PartyPopper} title={t("empty")} description={t("emptyDetail")} />}
          footer={
            <CursorPager
              cursor={cursor}
              nextCursor={letters.data?.nextCursor}
              onCursor={(next) => void navigate({ search: defined({ cursor: next }) })}
              busy={letters.isFetching}
            />
          }
        />
      </Card>
    </Page>
  );
}

/** For many at once, of the kinds that can be read. */
function AllActions(): ReactNode {
  const t = useTranslations("operator.deadLetters");
  const queries = useQueryClient();
  const say = ({ done, more }: Schema<"DeadLettersDone">, words: "replayedMany" | "discardedMany"): Promise<void> => {
    toast(more ? "info" : "good", t(words, { count: done }), more ? t("more") : undefined);
    return invalidateDeadLetters(queries);
  };
  const replay = useAction({
    async run() {
      const client = clientOf(null);
      const [texts, events] = await Promise.all(
        (["outbound", "events"] as const).map((kind) =>
          unwrap(client.POST("/admin/v1/dead-letters/replay", { body: { kind } })),
        ),
      );
      return { done: (texts?.done ?? 0) + (events?.done ?? 0), more: texts?.more === true || events?.more === true };
    },
    onDone: (answer) => say(answer, "replayedMany"),
  });
  const discard = useAction({
    run: () => unwrap(clientOf(null).POST("/admin/v1/dead-letters/discard", { body: {} })),
    onDone: (answer) => say(answer, "discardedMany"),
  });
  const askToReplay = async (): Promise<void> => {
    const request = { title: t("replayAllTitle"), description: t("replayAllDetail"), action: t("replayAll") };
    if (await confirm(request)) replay.run();
  };
  const askToDiscard = async (): Promise<void> => {
    const request = { title: t("discardAllTitle"), description: t("discardDetail"), action: t("discardAll") };
    if (await confirm({ ...request, danger: true })) discard.run();
  };
  return (
    <>
      <Button icon={RotateCcw} busy={replay.busy} onClick={() => void askToReplay()}>
        {t("replayAll")}
      </Button>
      <Button icon={Trash2} busy={discard.busy} onClick={() => void askToDiscard()}>
        {t("discardAll")}
      </Button>
    </>
  );
}

function useLetterColumns() {
  const t = useTranslations("operator.deadLetters");
  const size = useSize();
  return useMemo(
    () =>
      columnsOf<Schema<"ListedDeadLetter">>()((column) => [
        column.accessor("id", {
          header: t("id"),
          meta: { grow: true },
          cell: ({ getValue }) => (
            <Link
              to="/operator/dead-letters/$deadLetterId"
              params={{ deadLetterId: getValue() }}
              className="font-mono text-[0.8125rem] underline-offset-4 hover:underline"
            >
              {getValue()}
            </Link>
          ),
        }),
        column.accessor("kind", { header: t("kind"), cell: ({ getValue }) => t(`kinds.${kindOf(getValue())}`) }),
        column.accessor("attempts", { header: t("attempts"), meta: { align: "right", hideOnPhone: true } }),
        column.accessor("bodySize", {
          header: t("size"),
          meta: { align: "right", hideOnPhone: true },
          cell: ({ getValue }) => size(getValue()),
        }),
        column.accessor("diedAt", {
          header: t("diedAt"),
          meta: { align: "right" },
          cell: ({ getValue }) => <Moment at={getValue()} />,
        }),
      ]),
    [t, size],
  );
}
