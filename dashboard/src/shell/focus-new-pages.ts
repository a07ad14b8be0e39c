import type { AnyRouter } from "@tanstack/react-router";

/** After a change of page the focus is on its heading: a screen reader says it, and Tab goes on from there. */
export function focusNewPages(router: AnyRouter): void {
  router.subscribe("onRendered", ({ fromLocation, toLocation }) => {
    if (fromLocation === undefined || fromLocation.pathname === toLocation.pathname) return;
    const heading =
      document.querySelector<HTMLElement>("[data-page-title]") ?? document.querySelector<HTMLElement>("main");
    heading?.focus({ preventScroll: true });
  });
}
