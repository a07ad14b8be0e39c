import { Download } from "lucide-react";
import type { ReactNode } from "react";
import { useAccount } from "../session/account.ts";
import { buttonStyle } from "../ui/button-style.ts";
import { downloadUrl } from "./download-url.ts";

interface DownloadLinkProps {
  /** A path of the API, such as /v1/ledger. */
  path: string;
  query?: Readonly<Record<string, string | undefined>>;
  children: ReactNode;
}

/** A file of the API that the browser itself fetches, so that a large one is never held in the page. */
export function DownloadLink({ path, query = {}, children }: DownloadLinkProps): ReactNode {
  const { id } = useAccount();
  return (
    <a href={downloadUrl(path, id, query)} download className={buttonStyle("secondary")}>
      <Download aria-hidden className="size-4" />
      {children}
    </a>
  );
}
