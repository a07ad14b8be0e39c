import { useQuery, useQueryClient } from "@tanstack/react-query";
import { getRouteApi } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { defined } from "../../../routes/search.ts";
import { Card } from "../../../ui/card.tsx";
import { Page } from "../../../ui/page.tsx";
import { Failure, Loading } from "../../../ui/states.tsx";
import { Tabs } from "../../../ui/tabs.tsx";
import { JsonForm } from "../shared/json-form.tsx";
import { Refusal } from "../shared/refusal.tsx";
import { ReviewDialog } from "../shared/review-dialog.tsx";
import { useReview } from "../shared/use-review.ts";
import { ExplainCard } from "./explain-card.tsx";
import { invalidateRoutes, type RoutesTrial, routesQuery, type Rule, saveRoutes, tryRoutes } from "./routes-calls.ts";
import { RoutesHistory } from "./routes-history.tsx";
import { RoutesTrialView } from "./routes-trial.tsx";
import { RulesCard } from "./rules-card.tsx";

export type RoutesTab = "rules" | "json" | "explain" | "history";

const route = getRouteApi("/signed-in/operator/routes");

export function RoutesPage(): ReactNode {
  const t = useTranslations("operator.routes");
  const { tab = "rules", cursor } = route.useSearch();
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const routes = useQuery(routesQuery);
  const [drafted, setDrafted] = useState<{ version: number; rules: Rule[] }>();
  const stored = routes.data;
  const version = stored?.version ?? 0;
  // A draft is of the version it was begun with: a later one of somebody else is told by the API.
  const draft = drafted ?? stored;
  const review = useReview<Rule[], RoutesTrial>({
    tryIt: (rules) => tryRoutes(rules, draft?.version ?? version),
    apply: (rules, note, trial) => saveRoutes(rules, note, trial.version),
    done: t("saved"),
    async onDone() {
      await invalidateRoutes(queries);
      setDrafted(undefined);
    },
  });
  if (stored === undefined || draft === undefined) {
    return (
      <Page title={t("title")} description={t("description")}>
        <Card>
          {routes.isError ? <Failure error={routes.error} onRetry={() => void routes.refetch()} /> : <Loading />}
        </Card>
      </Page>
    );
  }
  return (
    <Page title={t("title")} description={t("description")}>
      {review.trial === undefined && <Refusal problem={review.problem} />}
      <Tabs<RoutesTab>
        label={t("tabs.label")}
        value={tab}
        onChange={(next) => void navigate({ search: defined({ tab: next === "rules" ? undefined : next }) })}
        tabs={[
          {
            value: "rules",
            label: t("tabs.rules"),
            content: (
              <RulesCard
                rules={draft.rules}
                isDraft={drafted !== undefined}
                busy={review.checking}
                onChange={(rules) => setDrafted({ version: draft.version, rules })}
                onReset={() => setDrafted(undefined)}
                onCheck={() => review.check(draft.rules)}
              />
            ),
          },
          {
            value: "json",
            label: t("tabs.json"),
            content: (
              <Card title={t("jsonTitle")} description={t("jsonDetail")}>
                <JsonForm
                  key={JSON.stringify(draft.rules)}
                  label={t("json")}
                  value={{ rules: draft.rules }}
                  busy={review.checking}
                  action={t("check")}
                  onSubmit={(value) => review.check(rulesIn(value))}
                />
              </Card>
            ),
          },
          { value: "explain", label: t("tabs.explain"), content: <ExplainCard /> },
          {
            value: "history",
            label: t("tabs.history"),
            content: (
              <RoutesHistory
                current={version}
                cursor={cursor}
                onCursor={(next) => void navigate({ search: defined({ tab: "history" as const, cursor: next }) })}
              />
            ),
          },
        ]}
      />
      <ReviewDialog review={review} title={t("reviewTitle")} action={t("apply")}>
        {(trial) => <RoutesTrialView trial={trial} />}
      </ReviewDialog>
    </Page>
  );
}

/** What is no list of rules is told so by the API. */
function rulesIn(value: unknown): Rule[] {
  const rules = typeof value === "object" && value !== null && "rules" in value ? value.rules : value;
  return rules as Rule[];
}
