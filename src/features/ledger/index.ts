/** The feature's public face: other folders import from here and nowhere deeper. */
export { createBankPayments } from './bank-payment.service.ts';
export { createBankPaymentStore } from './bank-payment.store.ts';
export { createEntryStore } from './entry.store.ts';
export { ledgerEndpoints, type LedgerEndpoint } from './ledger.endpoints.ts';
export { ledgerLoops } from './ledger.loops.ts';
export {
  byPartner,
  byStatement,
  runningView,
  statementQuery,
  statementsView,
  statementView,
  type RunningView,
  type StatementsView,
  type StatementView,
} from './ledger.schema.ts';
export { createLedgerViews, type LedgerViews } from './ledger-views.service.ts';
export { createLedger } from './ledger.service.ts';
export { createPosting } from './posting.service.ts';
export { createStatementService, type StatementService } from './statement.service.ts';
export { createStatementStore } from './statement.store.ts';
