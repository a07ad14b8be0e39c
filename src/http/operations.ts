import type { Operation } from "./operation.ts";
import { createAccountOperation } from "./operations/accounts/create-account.ts";
import { changeAccount, changeSubAccount } from "./operations/accounts/change-account.ts";
import { createSubAccountOperation } from "./operations/accounts/create-sub-account.ts";
import { getAccountOperations } from "./operations/accounts/get-account.ts";
import { listAccountsOperation, listSubAccountsOperation } from "./operations/accounts/list-accounts.ts";
import { acceptInvitationOperation, showInvitationOperation } from "./operations/people/accept-invitation.ts";
import { changePasswordOperation } from "./operations/people/change-password.ts";
import {
  createInvitationByKey,
  createInvitationOperation,
  resetPersonOperation,
} from "./operations/people/create-invitation.ts";
import { listPeopleOperation } from "./operations/people/list-people.ts";
import { changeMeOperation, getMeOperation } from "./operations/people/me.ts";
import { changeMemberOperation, listMembersOperation, removeMemberOperation } from "./operations/people/members.ts";
import { listInvitationsOperation, revokeInvitationOperation } from "./operations/people/open-invitations.ts";
import { listStaffOperation, removeStaffOperation } from "./operations/people/operators.ts";
import { disableTwoFactor, enableTwoFactor, renewBackupCodesOperation } from "./operations/people/second-factor.ts";
import { listSessionsOperation, revokeSessionOperation } from "./operations/people/sessions.ts";
import { signInOperation } from "./operations/people/sign-in.ts";
import { signOutOperation } from "./operations/people/sign-out.ts";
import { verifyBackupCode, verifyTotp } from "./operations/people/verify-code.ts";
import { acknowledgeAlarmOperation } from "./operations/alarms/acknowledge-alarm.ts";
import { getAlarmRules, putAlarmRules } from "./operations/alarms/alarm-rules.ts";
import { getAlarmTargets, putAlarmTargets, testAlarmTarget } from "./operations/alarms/alarm-targets.ts";
import { getAlarmOperation, getOwnAlarmOperation } from "./operations/alarms/get-alarm.ts";
import { listAlarmsOperation, listOwnAlarmsOperation } from "./operations/alarms/list-alarms.ts";
import { silenceAlarmOperation } from "./operations/alarms/silence-alarm.ts";
import { listAuditOperation, listOwnAudit } from "./operations/audit/list-audit.ts";
import { getCallback, postCallback } from "./operations/callbacks/take-callback.ts";
import { deleteCarrierOperation } from "./operations/carriers/delete-carrier.ts";
import { diffCarrier } from "./operations/carriers/diff-carrier.ts";
import { getCarrierVersionOperation } from "./operations/carriers/get-carrier-version.ts";
import { getCarrier } from "./operations/carriers/get-carrier.ts";
import { listCarriersOperation } from "./operations/carriers/list-carriers.ts";
import { listCarrierVersionsOperation } from "./operations/carriers/list-carrier-versions.ts";
import { putCarrier } from "./operations/carriers/put-carrier.ts";
import { revertCarrier } from "./operations/carriers/revert-carrier.ts";
import { activateBind, disableBind } from "./operations/carriers/switch-bind.ts";
import { activateCarrier, disableCarrier, drainCarrier } from "./operations/carriers/switch-carrier.ts";
import { listConnectorsOperation } from "./operations/connectors/list-connectors.ts";
import { activateConnector, drainConnector } from "./operations/connectors/switch-connector.ts";
import { createKeyOperations } from "./operations/keys/create-key.ts";
import { listKeysOperations } from "./operations/keys/list-keys.ts";
import { revokeKeyOperations } from "./operations/keys/revoke-key.ts";
import { rotateKeyOperations } from "./operations/keys/rotate-key.ts";
import { cancelJobOperation } from "./operations/jobs/cancel-job.ts";
import { getJobOperation } from "./operations/jobs/get-job.ts";
import { getJobResultOperation } from "./operations/jobs/get-result.ts";
import { listJobsOperation } from "./operations/jobs/list-jobs.ts";
import { startExportOperation } from "./operations/jobs/start-export.ts";
import { startImportOperation } from "./operations/jobs/start-import.ts";
import { openLiveOperation } from "./operations/live/open-live.ts";
import { listLinks } from "./operations/links/list-links.ts";
import { openLinkOperation } from "./operations/links/open-link.ts";
import { getDeadLetterOperation } from "./operations/dead-letters/get-dead-letter.ts";
import {
  discardDeadLetterOperation,
  discardDeadLettersOperation,
} from "./operations/dead-letters/discard-dead-letter.ts";
import { listDeadLettersOperation } from "./operations/dead-letters/list-dead-letters.ts";
import { replayDeadLetterOperation, replayDeadLettersOperation } from "./operations/dead-letters/replay-dead-letter.ts";
import { getSystemOperation } from "./operations/system/get-system.ts";
import { cancelMessageOperation } from "./operations/messages/cancel-message.ts";
import { cancelMessagesOperation } from "./operations/messages/cancel-messages.ts";
import { changeMessageOperation } from "./operations/messages/change-message.ts";
import { getMessageOperation } from "./operations/messages/get-message.ts";
import { getMessagePdus } from "./operations/messages/get-message-pdus.ts";
import { importMessagesOperation } from "./operations/messages/import-messages.ts";
import { listMessagesOperation } from "./operations/messages/list-messages.ts";
import { previewOperation } from "./operations/messages/preview-message.ts";
import { sendBatch } from "./operations/messages/send-batch.ts";
import { sendMessage } from "./operations/messages/send-message.ts";
import { diffOperatorsOperation } from "./operations/operators/diff-operators.ts";
import { getOperatorsOperation } from "./operations/operators/get-operators.ts";
import { getOperatorsVersionOperation } from "./operations/operators/get-operators-version.ts";
import { listOperatorsVersionsOperation } from "./operations/operators/list-operators-versions.ts";
import { putOperators } from "./operations/operators/put-operators.ts";
import { revertOperatorsOperation } from "./operations/operators/revert-operators.ts";
import { diffRoutesOperation } from "./operations/routes/diff-routes.ts";
import { explainRouteOperation } from "./operations/routes/explain-route.ts";
import { getRoutesOperation } from "./operations/routes/get-routes.ts";
import { getRoutesVersion } from "./operations/routes/get-routes-version.ts";
import { listRoutesVersionsOperation } from "./operations/routes/list-routes-versions.ts";
import { putRoutes } from "./operations/routes/put-routes.ts";
import { revertRoutesOperation } from "./operations/routes/revert-routes.ts";
import { getMoneyOperation, putMoney } from "./operations/money/configure-money.ts";
import { adjustBalance, topUpAccount } from "./operations/money/credit-account.ts";
import { getBalanceOperation } from "./operations/money/get-balance.ts";
import { listAccountLedger, listOwnLedger } from "./operations/money/list-ledger.ts";
import { diffPriceLists } from "./operations/prices/diff-price-lists.ts";
import { getPriceListOperation, getPriceListVersionOperation } from "./operations/prices/get-price-list.ts";
import { listPriceListVersionsOperation } from "./operations/prices/list-price-list-versions.ts";
import { listPriceListsOperation } from "./operations/prices/list-price-lists.ts";
import { pushPriceList } from "./operations/prices/push-price-list.ts";
import { putPriceList } from "./operations/prices/put-price-list.ts";
import { revertPriceListOperation } from "./operations/prices/revert-price-list.ts";
import { getAllTrafficOperation, getTrafficOperation } from "./operations/traffic/get-traffic.ts";
import { getOverviewOperation, getSystemOverviewOperation } from "./operations/traffic/get-overview.ts";
import { getAccountsUsage, getUsageOperation } from "./operations/usage/get-usage.ts";
import { getRetentionOperations } from "./operations/retention/get-retention.ts";
import { putRetentionOperations } from "./operations/retention/put-retention.ts";
import { getStorageOperation } from "./operations/storage/get-storage.ts";
import { listSendersOperations } from "./operations/senders/list-senders.ts";
import { putSenders } from "./operations/senders/put-senders.ts";
import { changeScheduleOperation } from "./operations/schedules/change-schedule.ts";
import { createScheduleOperation } from "./operations/schedules/create-schedule.ts";
import { deleteScheduleOperation } from "./operations/schedules/delete-schedule.ts";
import { getScheduleOperation } from "./operations/schedules/get-schedule.ts";
import { listScheduleRunsOperation } from "./operations/schedules/list-schedule-runs.ts";
import { listSchedulesOperation } from "./operations/schedules/list-schedules.ts";
import { getQuietHoursOperation, putQuietHoursOperation } from "./operations/schedules/quiet-hours.ts";
import { getConversationOperation } from "./operations/conversations/get-conversation.ts";
import { listConversationsOperation } from "./operations/conversations/list-conversations.ts";
import { getInboundOperation } from "./operations/inbound/get-inbound.ts";
import { listInboundOperation, listOwnInboundOperation } from "./operations/inbound/list-inbound.ts";
import { deleteKeywordOperation, putKeywordOperation } from "./operations/numbers/assign-keyword.ts";
import { deleteNumberOperation, putNumberOperation } from "./operations/numbers/assign-number.ts";
import { changeNumberOperation } from "./operations/numbers/change-number.ts";
import { getNumberOperation, getOwnNumberOperation } from "./operations/numbers/get-number.ts";
import { listNumbersOperation, listOwnNumbersOperation } from "./operations/numbers/list-numbers.ts";
import { addSuppressionOperation } from "./operations/suppressions/add-suppression.ts";
import { exportSuppressionsOperation } from "./operations/suppressions/export-suppressions.ts";
import { importSuppressionsOperation } from "./operations/suppressions/import-suppressions.ts";
import { listSuppressionsOperation } from "./operations/suppressions/list-suppressions.ts";
import { getOptOutOperation, putOptOutOperation } from "./operations/suppressions/opt-out.ts";
import { removeSuppressionOperation } from "./operations/suppressions/remove-suppression.ts";
import { readLogs } from "./operations/logs/read-logs.ts";
import { storeConnectorLog } from "./operations/logs/store-connector-log.ts";
import { getMetrics } from "./operations/metrics/get-metrics.ts";
import { checkHealth } from "./operations/service/check-health.ts";
import { getEventOperation } from "./operations/events/get-event.ts";
import { listEvents } from "./operations/events/list-events.ts";
import { streamEvents } from "./operations/events/stream-events.ts";
import { createWebhook } from "./operations/webhooks/create-webhook.ts";
import { deleteWebhook } from "./operations/webhooks/delete-webhook.ts";
import { getWebhook } from "./operations/webhooks/get-webhook.ts";
import { listWebhookDeliveries } from "./operations/webhooks/list-webhook-deliveries.ts";
import { listWebhooks } from "./operations/webhooks/list-webhooks.ts";
import { replayWebhook } from "./operations/webhooks/replay-webhook.ts";
import { rotateWebhookSecret } from "./operations/webhooks/rotate-webhook-secret.ts";
import { testWebhook } from "./operations/webhooks/test-webhook.ts";
import { updateWebhook } from "./operations/webhooks/update-webhook.ts";

/** Everything the API can do, in the order its documentation has it. */
export const operations: readonly Operation[] = [
  sendMessage,
  sendBatch,
  importMessagesOperation,
  previewOperation,
  getMessageOperation,
  changeMessageOperation,
  cancelMessageOperation,
  cancelMessagesOperation,
  listMessagesOperation,
  createScheduleOperation,
  listSchedulesOperation,
  getScheduleOperation,
  changeScheduleOperation,
  deleteScheduleOperation,
  listScheduleRunsOperation,
  getQuietHoursOperation,
  putQuietHoursOperation,
  listOwnInboundOperation,
  getInboundOperation,
  listConversationsOperation,
  getConversationOperation,
  listOwnNumbersOperation,
  getOwnNumberOperation,
  changeNumberOperation,
  listSuppressionsOperation,
  addSuppressionOperation,
  importSuppressionsOperation,
  exportSuppressionsOperation,
  removeSuppressionOperation,
  getOptOutOperation,
  putOptOutOperation,
  startExportOperation,
  startImportOperation,
  listJobsOperation,
  getJobOperation,
  cancelJobOperation,
  getJobResultOperation,
  openLiveOperation,
  listEvents,
  streamEvents,
  getEventOperation,
  createWebhook,
  listWebhooks,
  getWebhook,
  updateWebhook,
  deleteWebhook,
  rotateWebhookSecret,
  testWebhook,
  replayWebhook,
  listWebhookDeliveries,
  getBalanceOperation,
  listOwnLedger,
  getUsageOperation,
  listOwnAlarmsOperation,
  getOwnAlarmOperation,
  getOverviewOperation,
  getTrafficOperation,
  createAccountOperation,
  listAccountsOperation,
  ...getAccountOperations,
  changeAccount,
  createSubAccountOperation,
  listSubAccountsOperation,
  changeSubAccount,
  ...listSendersOperations,
  ...getRetentionOperations,
  ...putRetentionOperations,
  putSenders,
  ...createKeyOperations,
  ...listKeysOperations,
  ...rotateKeyOperations,
  ...revokeKeyOperations,
  listPriceListsOperation,
  getPriceListOperation,
  putPriceList,
  listPriceListVersionsOperation,
  getPriceListVersionOperation,
  diffPriceLists,
  revertPriceListOperation,
  pushPriceList,
  getMoneyOperation,
  putMoney,
  topUpAccount,
  adjustBalance,
  listAccountLedger,
  getAccountsUsage,
  getSystemOperation,
  getStorageOperation,
  getSystemOverviewOperation,
  getAllTrafficOperation,
  signInOperation,
  verifyTotp,
  verifyBackupCode,
  signOutOperation,
  changePasswordOperation,
  enableTwoFactor,
  renewBackupCodesOperation,
  disableTwoFactor,
  getMeOperation,
  changeMeOperation,
  listSessionsOperation,
  revokeSessionOperation,
  listMembersOperation,
  changeMemberOperation,
  removeMemberOperation,
  createInvitationOperation,
  listInvitationsOperation,
  revokeInvitationOperation,
  showInvitationOperation,
  acceptInvitationOperation,
  listStaffOperation,
  removeStaffOperation,
  createInvitationByKey,
  resetPersonOperation,
  listPeopleOperation,
  listAuditOperation,
  listOwnAudit,
  putCarrier,
  listCarriersOperation,
  getCarrier,
  deleteCarrierOperation,
  drainCarrier,
  disableCarrier,
  activateCarrier,
  disableBind,
  activateBind,
  listCarrierVersionsOperation,
  getCarrierVersionOperation,
  diffCarrier,
  revertCarrier,
  listConnectorsOperation,
  drainConnector,
  activateConnector,
  getRoutesOperation,
  putRoutes,
  listRoutesVersionsOperation,
  getRoutesVersion,
  diffRoutesOperation,
  revertRoutesOperation,
  explainRouteOperation,
  getOperatorsOperation,
  putOperators,
  listOperatorsVersionsOperation,
  getOperatorsVersionOperation,
  diffOperatorsOperation,
  revertOperatorsOperation,
  listNumbersOperation,
  putNumberOperation,
  getNumberOperation,
  deleteNumberOperation,
  putKeywordOperation,
  deleteKeywordOperation,
  listInboundOperation,
  listAlarmsOperation,
  getAlarmOperation,
  acknowledgeAlarmOperation,
  silenceAlarmOperation,
  getAlarmRules,
  putAlarmRules,
  getAlarmTargets,
  putAlarmTargets,
  testAlarmTarget,
  listDeadLettersOperation,
  getDeadLetterOperation,
  replayDeadLettersOperation,
  discardDeadLettersOperation,
  replayDeadLetterOperation,
  discardDeadLetterOperation,
  readLogs,
  getMessagePdus,
  postCallback,
  getCallback,
  listLinks,
  openLinkOperation,
  storeConnectorLog,
  checkHealth,
  getMetrics,
];
