import { Upload } from "lucide-react";
import { type ReactNode, useRef } from "react";
import { Button } from "../../../ui/button.tsx";

interface FileButtonProps {
  label: string;
  accept: string;
  busy?: boolean;
  onText: (text: string, name: string) => void;
}

/** A button that takes a file's text. */
export function FileButton({ label, accept, busy = false, onText }: FileButtonProps): ReactNode {
  const input = useRef<HTMLInputElement>(null);
  const take = async (file: File | undefined): Promise<void> => {
    if (file === undefined) return;
    const text = await file.text();
    // The same file may be chosen again after it was mended.
    if (input.current !== null) input.current.value = "";
    onText(text, file.name);
  };
  return (
    <>
      <input
        ref={input}
        type="file"
        accept={accept}
        aria-label={label}
        tabIndex={-1}
        className="sr-only"
        onChange={(event) => void take(event.target.files?.[0])}
      />
      <Button icon={Upload} busy={busy} onClick={() => input.current?.click()}>
        {label}
      </Button>
    </>
  );
}
