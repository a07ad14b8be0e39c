import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { RotateCcw, Trash2 } from "lucide-react";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import { unwrap } from "../../../api/api-error.ts";
import { clientOf } from "../../../api/client.ts";
import { read } from "../../../api/queries.ts";
import { Json } from "../../../components/json.tsx";
import { useAction } from "../../../forms/use-action.ts";
import { confirm } from "../../../ui/ask-confirm.ts";
import { Button } from "../../../ui/button.tsx";
import { Card } from "../../../ui/card.tsx";
import { Detail, Details } from "../../../ui/details.tsx";
import { Moment } from "../../../ui/moment.tsx";
import { Page } from "../../../ui/page.tsx";
import { Failure, Loading } from "../../../ui/states.tsx";
import { parseJson } from "../shared/parse-json.ts";
import { invalidateDeadLetters, kindOf } from "./dead-letter-calls.ts";

const route = getRouteApi("/signed-in/operator/dead-letters/$deadLetterId");

export function DeadLetterPage(): ReactNode {
  const t = useTranslations("operator.deadLetters");
  const { deadLetterId } = route.useParams();
  const params = { path: { id: deadLetterId } };
  const letter = useQuery(read(null, "/admin/v1/dead-letters/{id}", { params }));
  const { data } = letter;
  const body = data === undefined ? undefined : parseJson(data.body);
  return (
    <Page
      title={t("one")}
      description={<code className="font-mono text-xs">{deadLetterId}</code>}
      actions={data !== undefined && <Actions id={deadLetterId} canReplay={kindOf(data.kind) !== "unreadable"} />}
    >
      {data === undefined ? (
        <Card>
          {letter.isError ? <Failure error={letter.error} onRetry={() => void letter.refetch()} /> : <Loading />}
        </Card>
      ) : (
        <>
          <Card title={t("what")}>
            <Details>
              <Detail label={t("kind")}>{t(`kinds.${kindOf(data.kind)}`)}</Detail>
              <Detail label={t("attempts")}>{data.attempts}</Detail>
              <Detail label={t("diedAt")}>
                <Moment at={data.diedAt} withSeconds />
              </Detail>
            </Details>
          </Card>
          <Card title={t("body")}>
            <Json label={t("queueMessage")} value={body?.ok === true ? body.value : data.body} />
          </Card>
        </>
      )}
    </Page>
  );
}

function Actions({ id, canReplay }: { id: string; canReplay: boolean }): ReactNode {
  const t = useTranslations("operator.deadLetters");
  const queries = useQueryClient();
  const navigate = useNavigate();
  const params = { path: { id } };
  const onDone = async (): Promise<void> => {
    await navigate({ to: "/operator/dead-letters" });
    await invalidateDeadLetters(queries);
  };
  const replay = useAction({
    run: () => unwrap(clientOf(null).POST("/admin/v1/dead-letters/{id}/replay", { params })),
    done: t("replayed"),
    onDone,
  });
  const discard = useAction({
    run: () => unwrap(clientOf(null).DELETE("/admin/v1/dead-letters/{id}", { params })),
    done: t("discarded"),
    onDone,
  });
  const askToDiscard = async (): Promise<void> => {
    const request = { title: t("discardTitle"), description: t("discardDetail"), action: t("discard"), danger: true };
    if (await confirm(request)) discard.run();
  };
  return (
    <>
      {canReplay && (
        <Button variant="primary" icon={RotateCcw} busy={replay.busy} onClick={() => replay.run()}>
          {t("replay")}
        </Button>
      )}
      <Button icon={Trash2} busy={discard.busy} onClick={() => void askToDiscard()}>
        {t("discard")}
      </Button>
    </>
  );
}
