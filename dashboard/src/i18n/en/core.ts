import { chart, common, roles, statuses } from "./common.ts";
import { messages as messageTexts } from "./messages.ts";
import { operatorAccounts } from "./operator-accounts.ts";
import { problems } from "./problems.ts";
import { nav, navGroups, shell } from "./shell.ts";
import { signIn } from "./sign-in.ts";
import { invite } from "./invite.ts";
import { message } from "./message.ts";
import { overview } from "./overview.ts";
import { people } from "./people.ts";
import { profile } from "./profile.ts";
import { send } from "./send.ts";
import { shared } from "./shared.ts";
import { keys } from "./keys.ts";
import { senders } from "./senders.ts";
import { audit } from "./audit.ts";
import { ledger } from "./ledger.ts";
import { webhooks } from "./webhooks.ts";
import { jobs } from "./jobs.ts";
import { conversations } from "./conversations.ts";
import { numbers } from "./numbers.ts";
import { schedules } from "./schedules.ts";
import { suppressions } from "./suppressions.ts";
import { usage } from "./usage.ts";
import { retention } from "./retention.ts";
import { alarms } from "./alarms.ts";
import { subAccounts } from "./sub-accounts.ts";
import { quickStart } from "./quick-start.ts";

/** What every page may say. The operators' pages have more, which is loaded with them. */
export const core = {
  shared,
  keys,
  senders,
  audit,
  ledger,
  webhooks,
  jobs,
  conversations,
  numbers,
  schedules,
  suppressions,
  usage,
  retention,
  alarms,
  subAccounts,
  quickStart,
  send,
  profile,
  people,
  overview,
  message,
  invite,
  chart,
  common,
  messages: messageTexts,
  nav,
  navGroups,
  operatorAccounts,
  problems,
  roles,
  shell,
  signIn,
  statuses,
};
