import type { ReactNode } from "react";
import { ApiError } from "../../../api/api-error.ts";
import { Notice } from "../../../ui/notice.tsx";
import { useProblemText } from "../../../ui/use-problem-text.ts";

/** Why a configuration was refused, with each place that is wrong. Nothing while it was not. */
export function Refusal({ problem }: { problem: unknown }): ReactNode {
  return problem === null || problem === undefined ? null : <Places problem={problem} />;
}

function Places({ problem }: { problem: unknown }): ReactNode {
  const { title, detail, requestId } = useProblemText(problem);
  const errors = problem instanceof ApiError ? (problem.problem.errors ?? []) : [];
  return (
    <Notice tone="bad" announce>
      <p className="font-medium">{title}</p>
      {detail !== "" && errors.length === 0 && <p className="text-[0.8125rem]">{detail}</p>}
      {errors.length > 0 && (
        <ul className="mt-1 grid gap-1 text-[0.8125rem]">
          {errors.map(({ path, message }) => (
            <li key={`${path} ${message}`}>
              {path !== "" && <code className="mr-2 font-mono text-xs text-muted">{path}</code>}
              {message}
            </li>
          ))}
        </ul>
      )}
      {requestId !== "" && <p className="mt-1 font-mono text-xs text-muted">{requestId}</p>}
    </Notice>
  );
}
