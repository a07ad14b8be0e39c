import type { ReactNode } from "react";
import { Notice } from "../ui/notice.tsx";
import { useProblemText } from "../ui/use-problem-text.ts";

/** Why the form as a whole was refused; nothing while it was not. */
export function FormProblem({ problem }: { problem: unknown }): ReactNode {
  return problem === null || problem === undefined ? null : <Problem problem={problem} />;
}

function Problem({ problem }: { problem: unknown }): ReactNode {
  const { title, detail, requestId } = useProblemText(problem);
  return (
    <Notice tone="bad" announce>
      <p className="font-medium">{title}</p>
      {detail !== "" && <p className="text-[0.8125rem]">{detail}</p>}
      {requestId !== "" && <p className="font-mono text-xs text-muted">{requestId}</p>}
    </Notice>
  );
}
