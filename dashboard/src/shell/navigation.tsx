import { type AnyRoute, Link, useRouter } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslations } from "use-intl";
import type { NavEntry, NavGroup, PageTitle } from "../routes/static-data.ts";
import { useMe } from "../session/account.ts";
import { mayDo, mayManagePeople } from "../session/permissions.ts";
import { useParams } from "@tanstack/react-router";
import type { Me } from "../api/people.ts";

export type Area = "account" | "operator";

const areaPaths: Record<Area, string> = { account: "/a/$accountId/", operator: "/operator/" };
const groups: Record<Area, readonly NavGroup[]> = {
  account: ["messaging", "account", "developers"],
  operator: ["system", "traffic", "customers"],
};

interface NavPage {
  to: string;
  title: PageTitle;
  nav: NavEntry;
}

interface NavigationProps {
  area: Area;
  onNavigate?: () => void;
}

/** The pages of the area that the person may open, as the routes name them. */
export function Navigation({ area, onNavigate }: NavigationProps): ReactNode {
  const t = useTranslations("nav");
  const groupNames = useTranslations("navGroups");
  const shell = useTranslations("shell");
  const pages = useNavPages(area);
  return (
    <nav aria-label={shell("menu")} className="min-h-0 flex-1 overflow-y-auto px-3 pb-4">
      {groups[area].map((group) => {
        const inGroup = pages.filter(({ nav }) => nav.group === group);
        if (inGroup.length === 0) return null;
        return (
          <div key={group} className="pt-3">
            <h2 className="px-2.5 pb-1 text-xs font-medium text-muted">{groupNames(group)}</h2>
            <ul className="grid gap-px">
              {inGroup.map(({ to, title, nav: { icon: Icon } }) => (
                <li key={to}>
                  <Link
                    to={to}
                    params={true}
                    onClick={onNavigate}
                    className="flex items-center gap-2.5 rounded-lg px-2.5 py-1.5 font-medium text-muted hover:bg-panel hover:text-text data-[status=active]:bg-panel data-[status=active]:text-text data-[status=active]:shadow-card data-[status=active]:[&>svg]:text-accent"
                  >
                    <Icon aria-hidden className="size-4 shrink-0" />
                    {t(title)}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        );
      })}
    </nav>
  );
}

export function useNavPages(area: Area): NavPage[] {
  const router = useRouter();
  const me = useMe();
  const { accountId } = useParams({ strict: false });
  return Object.values<AnyRoute>(router.routesById)
    .filter(({ fullPath }) => String(fullPath).startsWith(areaPaths[area]))
    .filter((route) => mayFind(route, me, accountId))
    .flatMap(({ fullPath, options }): NavPage[] => {
      const { nav, title } = options.staticData ?? {};
      return nav === undefined || title === undefined ? [] : [{ to: String(fullPath), title, nav }];
    })
    .sort((one, other) => one.nav.order - other.nav.order);
}

function mayFind({ options }: AnyRoute, me: Me, accountId: string | undefined): boolean {
  const { scope, managesPeople } = options.staticData ?? {};
  if (accountId === undefined) return true;
  if (managesPeople === true && !mayManagePeople(me, accountId)) return false;
  return scope === undefined || mayDo(me, accountId, scope);
}

export function groupOrder(area: Area, group: NavGroup): number {
  return groups[area].indexOf(group);
}
