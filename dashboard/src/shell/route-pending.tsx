import type { ReactNode } from "react";
import { Loading } from "../ui/states.tsx";

export function RoutePending(): ReactNode {
  return (
    <div className="mx-auto max-w-7xl px-4 py-6 sm:px-6 lg:px-8">
      <Loading />
    </div>
  );
}
