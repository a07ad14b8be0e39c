import { useMutation } from "@tanstack/react-query";
import { toast } from "../ui/toast.ts";
import { useExplain } from "../ui/use-problem-text.ts";

interface ActionOptions<Input, Answer> {
  run: (input: Input) => Promise<Answer>;
  /** What is said when it is done. */
  done?: string;
  /** Usually `invalidate(…)`. */
  onDone?: (answer: Answer, input: Input) => unknown;
}

interface Action<Input> {
  run: (input: Input) => void;
  busy: boolean;
  /** What it is under way with: for the one button of several that is busy. */
  input: Input | undefined;
}

/** Something a button does: `const revoke = useAction({…})`, `<Button busy={revoke.busy} onClick={() => revoke.run(id)}>`. What fails is a toast. */
export function useAction<Input = void, Answer = unknown>(options: ActionOptions<Input, Answer>): Action<Input> {
  const { run, done, onDone } = options;
  const explain = useExplain();
  const { mutate, isPending, variables } = useMutation<Answer, unknown, Input>({
    mutationFn: run,
    async onSuccess(answer, input) {
      await onDone?.(answer, input);
      if (done !== undefined) toast("good", done);
    },
    onError(error) {
      const { title, detail } = explain(error);
      toast("bad", title, detail);
    },
  });
  return { run: mutate, busy: isPending, input: isPending ? variables : undefined };
}
