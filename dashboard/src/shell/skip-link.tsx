import type { ReactNode } from "react";
import { useTranslations } from "use-intl";

/** The first thing Tab reaches: past the navigation. */
export function SkipLink(): ReactNode {
  const t = useTranslations("shell");
  return (
    <a
      href="#main"
      className="sr-only z-50 rounded-lg bg-accent-solid px-3 py-2 font-semibold text-on-accent focus:not-sr-only focus:fixed focus:top-3 focus:left-3"
    >
      {t("skip")}
    </a>
  );
}
