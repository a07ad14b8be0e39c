import type { Operation } from "./operation.ts";
import { createAccountOperation } from "./operations/accounts/create-account.ts";
import { createKeyOperation } from "./operations/accounts/create-key.ts";
import { listAccountsOperation } from "./operations/accounts/list-accounts.ts";
import { revokeKeyOperation } from "./operations/accounts/revoke-key.ts";
import { getCarrier } from "./operations/carriers/get-carrier.ts";
import { listCarriersOperation } from "./operations/carriers/list-carriers.ts";
import { putCarrier } from "./operations/carriers/put-carrier.ts";
import { listLinks } from "./operations/links/list-links.ts";
import { openLinkOperation } from "./operations/links/open-link.ts";
import { getDeadLetterOperation } from "./operations/dead-letters/get-dead-letter.ts";
import { listDeadLettersOperation } from "./operations/dead-letters/list-dead-letters.ts";
import { getMessageOperation } from "./operations/messages/get-message.ts";
import { listMessagesOperation } from "./operations/messages/list-messages.ts";
import { previewOperation } from "./operations/messages/preview-message.ts";
import { sendBatch } from "./operations/messages/send-batch.ts";
import { sendMessage } from "./operations/messages/send-message.ts";
import { diffRoutesOperation } from "./operations/routes/diff-routes.ts";
import { explainRouteOperation } from "./operations/routes/explain-route.ts";
import { getRoutesOperation } from "./operations/routes/get-routes.ts";
import { getRoutesVersion } from "./operations/routes/get-routes-version.ts";
import { listRoutesVersionsOperation } from "./operations/routes/list-routes-versions.ts";
import { putRoutes } from "./operations/routes/put-routes.ts";
import { revertRoutesOperation } from "./operations/routes/revert-routes.ts";
import { checkHealth } from "./operations/service/check-health.ts";

/** Everything the API can do, in the order its documentation has it. */
export const operations: readonly Operation[] = [
  sendMessage,
  sendBatch,
  previewOperation,
  getMessageOperation,
  listMessagesOperation,
  createAccountOperation,
  listAccountsOperation,
  createKeyOperation,
  revokeKeyOperation,
  putCarrier,
  listCarriersOperation,
  getCarrier,
  getRoutesOperation,
  putRoutes,
  listRoutesVersionsOperation,
  getRoutesVersion,
  diffRoutesOperation,
  revertRoutesOperation,
  explainRouteOperation,
  listDeadLettersOperation,
  getDeadLetterOperation,
  listLinks,
  openLinkOperation,
  checkHealth,
];
