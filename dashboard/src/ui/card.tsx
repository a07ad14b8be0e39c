import type { ReactNode } from "react";
import { useId } from "react";
import { classNames } from "./class-names.ts";

interface CardProps {
  title?: ReactNode;
  description?: ReactNode;
  actions?: ReactNode;
  /** Without padding, for tables and lists that reach the edge. */
  flush?: boolean;
  className?: string;
  children: ReactNode;
}

/** A panel; with a title it is a region that assistive technology can jump to. */
export function Card({ title, description, actions, flush = false, className, children }: CardProps): ReactNode {
  const id = useId();
  return (
    <section
      {...(title !== undefined && { "aria-labelledby": id })}
      className={classNames("min-w-0 rounded-xl border border-line bg-panel shadow-card", className)}
    >
      {title !== undefined && (
        <header className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 px-4 pt-4 sm:px-5">
          <div className="min-w-0">
            <h2 id={id} className="text-[0.9375rem] font-semibold">
              {title}
            </h2>
            {description !== undefined && <p className="text-[0.8125rem] text-muted">{description}</p>}
          </div>
          {actions !== undefined && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
        </header>
      )}
      <div className={flush ? (title === undefined ? "" : "pt-3") : "p-4 sm:p-5"}>{children}</div>
    </section>
  );
}
