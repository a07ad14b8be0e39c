import type { ReactNode } from "react";
import { Skeleton } from "./states.tsx";

interface StatProps {
  label: string;
  /** Undefined while it is loaded. */
  value: ReactNode | undefined;
  note?: ReactNode;
}

/** One figure with its name; several of them stand in a `<Stats>`. */
export function Stat({ label, value, note }: StatProps): ReactNode {
  return (
    <div className="min-w-0 px-4 py-3.5 shadow-[-1px_-1px_0_var(--line)] sm:px-5">
      <dt className="truncate text-[0.8125rem] text-muted">{label}</dt>
      <dd className="figures mt-0.5 text-[1.375rem] leading-8 font-semibold tracking-[-0.015em]">
        {value === undefined ? <Skeleton className="my-1.5 h-5 w-20" /> : value}
      </dd>
      {note !== undefined && <dd className="figures truncate text-xs text-muted">{note}</dd>}
    </div>
  );
}

/** Figures side by side, as one panel. */
export function Stats({ children }: { children: ReactNode }): ReactNode {
  return (
    <dl className="grid grid-cols-2 overflow-hidden rounded-xl border border-line bg-panel shadow-card sm:grid-cols-[repeat(auto-fit,minmax(10rem,1fr))]">
      {children}
    </dl>
  );
}
