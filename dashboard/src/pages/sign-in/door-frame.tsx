import { type ReactNode, useEffect } from "react";
import { BrandMark } from "../../shell/brand.tsx";
import { LanguageSelect } from "../../shell/language-select.tsx";

interface DoorFrameProps {
  title: string;
  description?: ReactNode;
  footer?: ReactNode;
  children: ReactNode;
}

/** What is in front of the dashboard: one small panel, and the choice of language. */
export function DoorFrame({ title, description, footer, children }: DoorFrameProps): ReactNode {
  useEffect(() => {
    document.title = `${title} · Heliograph`;
  }, [title]);
  return (
    <div className="flex min-h-dvh flex-col items-center px-4 py-10 sm:py-16">
      <main id="main" tabIndex={-1} className="my-auto w-full max-w-sm">
        <div className="mb-6 text-center">
          <BrandMark className="mx-auto mb-4 size-11" />
          <h1 data-page-title tabIndex={-1} className="text-xl font-semibold tracking-[-0.015em]">
            {title}
          </h1>
          {description !== undefined && <p className="mt-1 text-muted">{description}</p>}
        </div>
        <div className="rounded-2xl border border-line bg-panel p-5 shadow-card sm:p-6">{children}</div>
        {footer !== undefined && <p className="mt-4 text-center text-xs text-balance text-muted">{footer}</p>}
      </main>
      <footer className="mt-8">
        <LanguageSelect />
      </footer>
    </div>
  );
}
