import { Check, Copy } from "lucide-react";
import { type ReactNode, useState } from "react";
import { useTranslations } from "use-intl";
import { toast } from "./toast.ts";
import { IconButton } from "./button.tsx";

const shownMs = 1_500;

export function CopyButton({ value, label }: { value: string; label?: string }): ReactNode {
  const t = useTranslations("common");
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(value);
    } catch {
      toast("bad", t("copyFailed"));
      return;
    }
    setCopied(true);
    setTimeout(() => setCopied(false), shownMs);
  };
  return (
    <>
      <IconButton icon={copied ? Check : Copy} label={label ?? t("copy")} onClick={() => void copy()} />
      <output className="sr-only">{copied && t("copied")}</output>
    </>
  );
}

/** What is shown to be taken elsewhere: a key, a link, a command. */
export function CopyField({ label, value }: { label: string; value: string }): ReactNode {
  return (
    <div>
      <p className="mb-1 text-[0.8125rem] font-medium">{label}</p>
      <div className="flex items-center gap-1 rounded-lg border border-line bg-sunken pl-3">
        <code className="min-w-0 flex-1 py-2 font-mono text-[0.8125rem] break-all">{value}</code>
        <CopyButton value={value} label={label} />
      </div>
    </div>
  );
}
