import type { ReactNode } from "react";

/** A value to be read and scrolled; a text is shown as it is. */
export function Json({ label, value }: { label: string; value: unknown }): ReactNode {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- who has only a keyboard scrolls what has the focus
    <section aria-label={label} tabIndex={0} className="max-h-80 overflow-auto rounded-lg border border-line bg-sunken">
      <pre className="p-3 font-mono text-xs">{typeof value === "string" ? value : JSON.stringify(value, null, 2)}</pre>
    </section>
  );
}
