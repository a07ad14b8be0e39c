import { Plus, Undo2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../../../ui/button.tsx";
import { Card } from "../../../ui/card.tsx";
import { TextField } from "../../../ui/fields.tsx";
import { Notice } from "../../../ui/notice.tsx";
import type { Rule } from "./routes-calls.ts";
import { RuleDialog } from "./rule-dialog.tsx";
import { conditionsOf, inOrder } from "./rule-values.ts";
import { RulesTable } from "./rules-table.tsx";

interface RulesCardProps {
  rules: readonly Rule[];
  /** Something was changed that is not stored. */
  isDraft: boolean;
  busy: boolean;
  onChange: (rules: Rule[]) => void;
  onReset: () => void;
  onCheck: () => void;
}

const shownAtOnce = 100;

/** The rules in their order. Changes are kept here until they were tried and stored as one version. */
export function RulesCard({ rules, isDraft, busy, onChange, onReset, onCheck }: RulesCardProps): ReactNode {
  const t = useTranslations("operator.routes");
  const [search, setSearch] = useState("");
  const [shown, setShown] = useState(shownAtOnce);
  // Undefined: closed. Null: a new rule.
  const [edited, setEdited] = useState<Rule | null>();
  const found = inOrder(rules).filter((rule) => isFound(rule, search.trim().toLowerCase()));
  const put = (rule: Rule, replaced: Rule | null): void => {
    onChange(replaced === null ? [...rules, rule] : rules.map((known) => (known === replaced ? rule : known)));
    setEdited(undefined);
  };
  return (
    <div className="grid gap-4">
      {isDraft && (
        <Notice tone="warn">
          <div className="flex flex-wrap items-center justify-between gap-3">
            <span>{t("draft")}</span>
            <span className="flex flex-wrap gap-2">
              <Button size="small" icon={Undo2} onClick={onReset}>
                {t("reset")}
              </Button>
              <Button size="small" variant="primary" busy={busy} onClick={onCheck}>
                {t("check")}
              </Button>
            </span>
          </div>
        </Notice>
      )}
      <Card
        title={t("rules", { count: rules.length })}
        description={t("rulesDetail")}
        flush
        actions={
          <>
            <TextField
              label={t("search")}
              hideLabel
              placeholder={t("search")}
              type="search"
              value={search}
              onChange={(event) => setSearch(event.target.value)}
            />
            <Button icon={Plus} onClick={() => setEdited(null)}>
              {t("newRule")}
            </Button>
          </>
        }
      >
        <RulesTable
          rules={found.slice(0, shown)}
          onEdit={setEdited}
          onRemove={(rule) => onChange(rules.filter((known) => known !== rule))}
          onSwitch={(rule) =>
            onChange(rules.map((known) => (known === rule ? { ...rule, enabled: !(rule.enabled ?? true) } : known)))
          }
        />
        {found.length > shown && (
          <div className="flex justify-center border-t border-line p-3">
            <Button size="small" onClick={() => setShown(shown + shownAtOnce)}>
              {t("more", { count: found.length - shown })}
            </Button>
          </div>
        )}
      </Card>
      {edited !== undefined && (
        <RuleDialog
          rule={edited}
          taken={rules.filter((known) => known !== edited).map(({ id }) => id)}
          onClose={() => setEdited(undefined)}
          onDone={(rule) => put(rule, edited)}
        />
      )}
    </div>
  );
}

function isFound(rule: Rule, search: string): boolean {
  if (search === "") return true;
  const words = [
    rule.id,
    ...rule.targets.map(({ carrierId }) => carrierId),
    ...conditionsOf(rule).map(({ text }) => text),
  ];
  return words.some((word) => word.toLowerCase().includes(search));
}
