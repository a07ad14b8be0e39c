import { Navigate } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { groupOrder, useNavPages } from "./navigation.tsx";

/** The operator's side begins with the first page of its navigation. */
export function FirstPage(): ReactNode {
  const pages = useNavPages("operator");
  const [first] = pages.toSorted(
    (one, other) => groupOrder("operator", one.nav.group) - groupOrder("operator", other.nav.group),
  );
  return first === undefined ? null : <Navigate to={first.to} replace />;
}
