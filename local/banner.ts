import type { Smsc } from "./flags.ts";

/** What is running, and how to reach it. */
export interface RunningStack {
  api: string;
  apiKey: string;
  adminKey: string;
  smsc: Smsc;
  simulated: boolean;
  /** Where the first operator comes in; null once there is one. */
  signIn: string | null;
}

export function jsonLine({ api, apiKey, adminKey, smsc, signIn }: RunningStack): string {
  return JSON.stringify({
    ready: true,
    api,
    apiKey,
    adminKey,
    dashboard: `${api}/`,
    smsc: { host: smsc.host, port: smsc.port },
    signIn,
  });
}

export function banner({ api, apiKey, adminKey, smsc, simulated, signIn }: RunningStack): string {
  const firstSignIn = signIn === null ? "" : `  Sign in     ${signIn} (once; makes you the first operator)\n`;
  return `
  Heliograph is running.

  Dashboard   ${api}/
${firstSignIn}  API docs    ${api}/docs
  API key     ${apiKey}
  Admin key   ${adminKey}
  SMSC        ${smsc.host}:${smsc.port}${simulated ? " (simulated)" : ""}

  Send a text:

  curl ${api}/v1/messages -H 'Authorization: Bearer ${apiKey}' -H 'Content-Type: application/json' -d '{"to":"+573001234567","from":"Heliograph","text":"Hello from the edge"}'

  Ctrl-C ends it.
`;
}
