import { type ErrorComponentProps, useRouter } from "@tanstack/react-router";
import { useQueryErrorResetBoundary } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { ApiError } from "../api/api-error.ts";
import { Failure } from "../ui/states.tsx";
import { NotFound } from "./not-found.tsx";

/** In the place of a page that threw. */
export function RouteError({ error }: ErrorComponentProps): ReactNode {
  const router = useRouter();
  const { reset } = useQueryErrorResetBoundary();
  if (error instanceof ApiError && error.status === 404) return <NotFound />;
  return (
    <main id="main" tabIndex={-1} className="py-12">
      <Failure
        error={error}
        onRetry={() => {
          reset();
          void router.invalidate();
        }}
      />
    </main>
  );
}
