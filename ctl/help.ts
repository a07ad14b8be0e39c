import { commands } from "./commands.ts";

const usages = [...commands.values()].map(({ usage, about }) => `  ${usage.padEnd(58)}${about}\n`).join("");

export const help = `npm run ctl -- COMMAND [flags]

Reads and changes an edge's configuration over its admin API.

${usages}  demo-data [--messages N] [--days N] [--help]              fills a local installation with made-up history

  --edge URL         the edge (or HELIOGRAPH_EDGE_URL)
  --key KEY          the operator's key (or HELIOGRAPH_ADMIN_KEY)
  --json             the API's answer instead of a table
  --author NAME      who makes the change (or USER)
  --note TEXT        why
  --dry-run          what the change would do; stores nothing
  --if-version N     only if N is still the latest version of what is changed
  --limit N          items on one page; --cursor C goes on from a page before
  --help             this text

FILE is JSON, of operators CSV too; - reads standard input.
`;
