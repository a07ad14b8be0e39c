import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { Button } from "../../../ui/button.tsx";
import { TextArea } from "../../../ui/fields.tsx";
import { formatJson, parseJson } from "./parse-json.ts";

interface JsonFormProps {
  label: string;
  hint?: string;
  /** What it begins with. Another value begins anew by another key. */
  value: unknown;
  busy: boolean;
  action: string;
  onSubmit: (value: unknown) => void;
}

/** A configuration as a whole, for who knows it by heart or has it in a file. */
export function JsonForm({ label, hint, value, busy, action, onSubmit }: JsonFormProps): ReactNode {
  const t = useTranslations("operator.shared");
  const [text, setText] = useState(() => formatJson(value));
  const [broken, setBroken] = useState<string>();
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const parsed = parseJson(text);
    if (parsed.ok) return onSubmit(parsed.value);
    setBroken(parsed.line === null ? t("jsonBroken") : t("jsonBrokenAt", { line: parsed.line }));
  };
  return (
    <form onSubmit={submit} className="grid gap-4">
      <TextArea
        label={label}
        hint={hint}
        error={broken}
        rows={Math.min(32, Math.max(12, text.split("\n").length))}
        value={text}
        spellCheck={false}
        autoCapitalize="off"
        className="[&_textarea]:font-mono [&_textarea]:text-[0.8125rem] [&_textarea]:leading-5"
        onChange={(event) => {
          setText(event.target.value);
          setBroken(undefined);
        }}
      />
      <div className="flex justify-end">
        <Button type="submit" variant="primary" busy={busy}>
          {action}
        </Button>
      </div>
    </form>
  );
}
