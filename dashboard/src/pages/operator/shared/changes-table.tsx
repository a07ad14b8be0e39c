import type { ReactNode } from "react";
import { useTranslations } from "use-intl";

export interface Change {
  path: string;
  /** Left out, or null, where there was nothing. */
  before?: unknown;
  after?: unknown;
}

/** What differs, value by value: the old one struck out, the new one beside it. */
export function ChangesTable({ label, changes }: { label: string; changes: readonly Change[] }): ReactNode {
  const t = useTranslations("operator.shared");
  if (changes.length === 0) return <p className="text-muted">{t("noDifference")}</p>;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- who has only a keyboard scrolls what has the focus
    <section aria-label={label} tabIndex={0} className="overflow-x-auto rounded-lg border border-line">
      <table className="w-full border-collapse text-left text-[0.8125rem]">
        <caption className="sr-only">{label}</caption>
        <thead>
          <tr className="border-b border-line text-xs text-muted">
            {[t("field"), t("before"), t("after")].map((name) => (
              <th key={name} scope="col" className="px-3 py-2 font-medium">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {changes.map(({ path, before, after }) => (
            <tr key={path} className="border-b border-line align-top last:border-0">
              <th scope="row" className="px-3 py-2 font-mono text-xs font-normal">
                {path}
              </th>
              <td className="px-3 py-2 break-all text-bad">
                {isThere(before) ? <del>{valueText(before)}</del> : <span className="text-muted">{t("nothing")}</span>}
              </td>
              <td className="px-3 py-2 break-all text-good">
                {isThere(after) ? (
                  <ins className="no-underline">{valueText(after)}</ins>
                ) : (
                  <span className="text-muted">{t("nothing")}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function isThere(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/** A value of a configuration as one line. */
export function valueText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
