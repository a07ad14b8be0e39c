import { useState } from "react";
import {
  type DefaultValues,
  type FieldPath,
  type FieldValues,
  useForm,
  type UseFormProps,
  type UseFormReturn,
} from "react-hook-form";
import { ApiError } from "../api/api-error.ts";

interface ApiFormOptions<Values extends FieldValues, Answer> {
  defaultValues: DefaultValues<Values>;
  /** Asks the API; what it refuses is thrown, as `unwrap` does. */
  submit: (values: Values) => Promise<Answer>;
  onDone?: (answer: Answer, values: Values) => void | Promise<void>;
  /** The form's field for a path of the API's `errors[]`, where they are not called the same. */
  fieldOf?: (path: string) => FieldPath<Values> | undefined;
  options?: Omit<UseFormProps<Values>, "defaultValues">;
}

export interface ApiForm<Values extends FieldValues> {
  form: UseFormReturn<Values>;
  onSubmit: (event: { preventDefault: () => void }) => void;
  busy: boolean;
  /** What was refused and is of no one field: for `<FormProblem>`. */
  problem: unknown;
  /** What is wrong with a field. */
  errorOf: (field: FieldPath<Values>) => string | undefined;
}

/** A form whose answer comes from the API: the fields that it names are marked with its words, the first of them has the focus. */
export function useApiForm<Values extends FieldValues, Answer = unknown>({
  defaultValues,
  submit,
  onDone,
  fieldOf,
  options,
}: ApiFormOptions<Values, Answer>): ApiForm<Values> {
  const form = useForm<Values>({ ...options, defaultValues });
  const [problem, setProblem] = useState<unknown>(null);

  const send = form.handleSubmit(async (values) => {
    setProblem(null);
    try {
      const answer = await submit(values);
      await onDone?.(answer, values);
    } catch (error) {
      if (!markFields(form, error, fieldOf)) setProblem(error);
    }
  });

  return {
    form,
    onSubmit: (event) => {
      event.preventDefault();
      void send();
    },
    busy: form.formState.isSubmitting,
    problem,
    errorOf(field) {
      const message = form.getFieldState(field, form.formState).error?.message;
      return message === undefined || message === "" ? undefined : message;
    },
  };
}

/** Whether all that is wrong is said at fields. */
function markFields<Values extends FieldValues>(
  form: UseFormReturn<Values>,
  error: unknown,
  fieldOf: ((path: string) => FieldPath<Values> | undefined) | undefined,
): boolean {
  if (!(error instanceof ApiError)) return false;
  const wrong = error.problem.errors ?? [];
  const known = wrong.flatMap(({ path, message }) => {
    const field = fieldOf ? fieldOf(path) : hasField(form, path) ? (path as FieldPath<Values>) : undefined;
    return field === undefined ? [] : [{ field, message }];
  });
  known.forEach(({ field, message }, index) => form.setError(field, { message }, { shouldFocus: index === 0 }));
  return wrong.length > 0 && known.length === wrong.length;
}

function hasField<Values extends FieldValues>(form: UseFormReturn<Values>, path: string): boolean {
  const [first = ""] = path.split(".");
  return first in (form.getValues() as object);
}
