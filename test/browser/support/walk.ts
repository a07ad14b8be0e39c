import { routeTree } from "../../../dashboard/src/routes/route-tree.ts";

interface Route {
  options: { path?: string; component?: unknown };
  children?: Record<string, Route> | Route[];
}

/** The address of each page that the router knows, with `$` before what is not fixed. */
export function pagePaths(): string[] {
  const paths = pagesBelow(routeTree as unknown as Route, "");
  if (paths.length === 0) throw new Error("the router has no pages");
  return paths.sort();
}

/** Layouts and redirects are no pages. */
function pagesBelow({ options, children = {} }: Route, above: string): string[] {
  const own = (options.path ?? "").replaceAll(/^\/|\/$/g, "");
  const path = own === "" ? above : `${above}/${own}`;
  const below = Object.values(children);
  if (below.length > 0) return below.flatMap((child) => pagesBelow(child, path));
  return options.component === undefined || own === "" ? [] : [path];
}

/** Whether an address is one of the page's. */
export function matches(pattern: string, address: string): boolean {
  const parts = pattern.split("/");
  const given = address.split("/");
  return parts.length === given.length && parts.every((part, index) => part.startsWith("$") || part === given[index]);
}
