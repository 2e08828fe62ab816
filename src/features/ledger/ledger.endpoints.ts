import { created, file, json } from '../../http/answer.ts';
import { endpoint } from '../../http/endpoint.ts';
import type { BankPayments } from './bank-payment.service.ts';
import { statementCsv } from './ledger-csv.service.ts';
import {
  answering,
  byPartner,
  byPayment,
  byStatement,
  confirmation,
  disputing,
  newPayment,
  paymentMade,
  runningView,
  statementQuery,
  statementsView,
  statementView,
  turning,
} from './ledger.schema.ts';
import type { LedgerViews } from './ledger-views.service.ts';
import type { StatementService } from './statement.service.ts';

export interface LedgerParts {
  readonly statements: StatementService;
  readonly bankPayments: BankPayments;
  readonly ledgerViews: LedgerViews;
}

const PAYERS = [
  { role: 'canteen', duty: 'accountant' },
  { role: 'canteen', duty: 'admin' },
] as const;
const READERS = ['canteen', 'cooperative', 'operator'] as const;

/** Statements, running accounts and payments over HTTP. */
export function ledgerEndpoints(parts: LedgerParts) {
  return [...statementEndpoints(parts), ...paymentEndpoints(parts)];
}

function statementEndpoints({ statements, ledgerViews: views }: LedgerParts) {
  const { ownersOf } = statements;
  return [
    endpoint({
      method: 'GET',
      path: '/api/statements',
      who: ['canteen', 'cooperative'],
      summary: 'What is owed by counterpart, and all statements',
      answer: json(statementsView),
      handle: ({ actor }) => views.overview(actor),
    }),

    endpoint({
      method: 'GET',
      path: '/api/statements/:id',
      who: { roles: [...READERS], ownersOf: ({ id }) => ownersOf(id) },
      summary: 'One statement, in the version asked for or the newest',
      params: byStatement,
      query: statementQuery,
      answer: json(statementView),
      handle: ({ actor, params, query }) => views.one(params.id, query.v, actor),
    }),

    endpoint({
      method: 'GET',
      path: '/api/statements/:id/lines.csv',
      who: { roles: [...READERS], ownersOf: ({ id }) => ownersOf(id) },
      summary: 'The lines of a statement as a table',
      params: byStatement,
      answer: file('text/csv; charset=utf-8'),
      handle: async ({ actor, params }) => {
        const view = await views.one(params.id, undefined, actor);
        return { name: `statement-${view.period}-v${view.v}.csv`, content: statementCsv(view) };
      },
    }),

    endpoint({
      method: 'POST',
      path: '/api/statements/:id/confirm',
      who: { roles: [...PAYERS], ownersOf: ({ id }) => ownersOf(id) },
      summary: 'Agree with the version that was read',
      params: byStatement,
      body: confirmation,
      command: true,
      handle: ({ actor, params, body }) => statements.confirm(params.id, body.v, actor),
    }),

    endpoint({
      method: 'POST',
      path: '/api/statements/:id/dispute',
      who: { roles: [...PAYERS], ownersOf: ({ id }) => ownersOf(id) },
      summary: 'Say which lines are wrong, before it is confirmed; the rest stays due',
      params: byStatement,
      body: disputing,
      command: true,
      handle: ({ actor, params, body }) => statements.dispute(params.id, body, actor),
    }),

    endpoint({
      method: 'POST',
      path: '/api/statements/:id/answer',
      who: { roles: ['cooperative', 'operator'], ownersOf: ({ id }) => ownersOf(id) },
      summary: 'Answer a dispute: right as it is, or credits after which it is issued again',
      params: byStatement,
      body: answering,
      command: true,
      handle: ({ actor, params, body }) => statements.answer(params.id, body, actor),
    }),

    endpoint({
      method: 'GET',
      path: '/api/running-accounts/:orgId',
      who: ['canteen', 'cooperative'],
      summary: 'Every entry with one counterpart, what is open, when it is due, how old it is',
      params: byPartner,
      answer: json(runningView),
      handle: ({ actor, params }) => views.running(params.orgId, actor),
    }),
  ];
}

function paymentEndpoints({ bankPayments: payments }: LedgerParts) {
  const { ownersOf } = payments;
  return [
    endpoint({
      method: 'POST',
      path: '/api/bank-payments',
      who: [...PAYERS],
      summary: 'Record a transfer that was made, with its bank number; the cooperative confirms it',
      body: newPayment,
      command: true,
      answer: created(paymentMade),
      handle: async ({ actor, body, command }) => {
        const { _id: id } = await payments.record(body, { actor, command });
        return { location: `/api/running-accounts/${body.sellerId}`, body: { id } };
      },
    }),

    endpoint({
      method: 'POST',
      path: '/api/bank-payments/:id/withdraw',
      who: { roles: [...PAYERS], ownersOf: ({ id }) => ownersOf(id) },
      summary: 'Take back a payment that is not confirmed',
      params: byPayment,
      command: true,
      handle: ({ actor, params }) => payments.withdraw(params.id, actor),
    }),

    endpoint({
      method: 'POST',
      path: '/api/bank-payments/:id/confirm',
      who: { roles: ['cooperative'], ownersOf: ({ id }) => ownersOf(id) },
      summary: 'The money is there',
      params: byPayment,
      command: true,
      handle: ({ actor, params }) => payments.confirm(params.id, actor),
    }),

    endpoint({
      method: 'POST',
      path: '/api/bank-payments/:id/reverse',
      who: { roles: ['cooperative'], ownersOf: ({ id }) => ownersOf(id) },
      summary: 'Turn a confirmed payment that was not there after all, with a reason',
      params: byPayment,
      body: turning,
      command: true,
      handle: ({ actor, params, body }) => payments.reverse(params.id, body.why, actor),
    }),
  ];
}

export type LedgerEndpoint = ReturnType<typeof ledgerEndpoints>[number];
