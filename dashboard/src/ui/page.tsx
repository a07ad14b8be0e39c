import { type ReactNode, useEffect } from "react";
import { classNames } from "./class-names.ts";

interface PageProps {
  title: string;
  description?: ReactNode;
  /** Buttons on the right of the title. */
  actions?: ReactNode;
  /** For forms and texts, which are hard to read when they are wide. */
  narrow?: boolean;
  children: ReactNode;
}

/** What every page is in: its heading, which the window's title repeats and which takes the focus when the route changes. */
export function Page({ title, description, actions, narrow = false, children }: PageProps): ReactNode {
  useEffect(() => {
    document.title = `${title} · Heliograph`;
  }, [title]);
  return (
    <div className={classNames("mx-auto w-full px-4 py-6 sm:px-6 lg:px-8", narrow ? "max-w-4xl" : "max-w-7xl")}>
      <header className="mb-5 flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1
            data-page-title
            tabIndex={-1}
            className="text-[1.375rem] leading-8 font-semibold tracking-[-0.015em] break-words"
          >
            {title}
          </h1>
          {description !== undefined && <p className="mt-0.5 max-w-prose text-muted">{description}</p>}
        </div>
        {actions !== undefined && <div className="flex flex-wrap items-center gap-2">{actions}</div>}
      </header>
      <div className="grid min-w-0 gap-5 [&>*]:min-w-0">{children}</div>
    </div>
  );
}
