import type { LedgerParts } from './ledger.endpoints.ts';

/** Periods close at 00:00 in Hangzhou and are issued on their day; payments are booked. */
export function ledgerLoops({
  statements,
  bankPayments,
}: Pick<LedgerParts, 'statements' | 'bankPayments'>) {
  return [
    { name: 'statements', everyMs: 5_000, step: () => statements.resume() },
    { name: 'bank-payments', everyMs: 2_000, step: () => bankPayments.resume() },
  ];
}
