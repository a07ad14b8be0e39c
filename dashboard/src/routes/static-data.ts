import type { LucideIcon } from "lucide-react";
import type { messages } from "../i18n/en/index.ts";
import type { AccountScope } from "../session/permissions.ts";

export type NavGroup = "messaging" | "account" | "developers" | "traffic" | "customers" | "system";
export type PageTitle = keyof typeof messages.nav;

export interface NavEntry {
  group: NavGroup;
  icon: LucideIcon;
  /** Within its group. */
  order: number;
}

declare module "@tanstack/react-router" {
  interface StaticDataRouteOption {
    /** The page's name in `nav` of the messages: in the navigation, and where its title is not the content's own. */
    title?: PageTitle;
    /** Pages without are reached from other pages. */
    nav?: NavEntry;
    /** What a person's role has to open for them to find the page. */
    scope?: AccountScope;
    /** Only for who manages people. */
    managesPeople?: boolean;
  }
}
