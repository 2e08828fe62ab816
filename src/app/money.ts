import {
  createBankPayments,
  createBankPaymentStore,
  createEntryStore,
  createLedger,
  createLedgerViews,
  createPosting,
  createStatementService,
  createStatementStore,
} from '../features/ledger/index.ts';
import type { MediaService } from '../features/media/index.ts';
import type { Orders, OrderStores } from '../features/orders/index.ts';
import type { OrganisationService } from '../features/organisations/index.ts';
import type { createLimits } from './limits.ts';
import type { World } from './world.ts';

type Organisation = OrganisationService['get'];

/** The book in which every order's account ends: entries, and their places on statements. */
export function createBook(
  { db, now }: Pick<World, 'db' | 'now'>,
  { stores, organisation }: { stores: Pick<OrderStores, 'orders'>; organisation: Organisation },
) {
  const entries = createEntryStore(db);
  const statementStore = createStatementStore(db);
  const { post } = createPosting({
    ...{ entries, statements: statementStore },
    rhythmOf: async (payerId) => (await organisation(payerId))?.settings.statementRhythm ?? 'month',
  });
  const ledger = createLedger({
    ...{ entries, post, now },
    orderOf: async (id) => {
      const order = await stores.orders.byId(id);
      if (!order) throw new Error(`no order ${id}`);
      return order;
    },
  });
  return { entries, statementStore, post, ledger };
}

interface Parts {
  readonly book: ReturnType<typeof createBook>;
  readonly orders: Pick<Orders, 'accounts'>;
  readonly limits: ReturnType<typeof createLimits>;
  readonly organisation: Organisation;
  readonly attachFiles: MediaService['attach'];
}

/** Statements and payments between payers and sellers. */
export function createMoney(
  { db, now }: Pick<World, 'db' | 'now'>,
  { book, orders, limits, organisation, attachFiles }: Parts,
) {
  const payTo = async (id: string) => (await organisation(id))?.settings.payTo ?? null;
  const payToOf = async (id: string) => {
    const to = await payTo(id);
    return to ? `${to.name} · ${to.bank} · ${to.account}` : '';
  };
  const statements = createStatementService({
    ...{ statements: book.statementStore, entries: book.entries, payToOf, now },
    credit: async (orderId, row) => {
      await orders.accounts.row(orderId, row);
      await orders.accounts.follow(orderId);
    },
    tell: () => Promise.resolve(),
  });
  const bankPayments = createBankPayments({
    ...{ payments: createBankPaymentStore(db), post: book.post, credit: limits.pools.credit, now },
    accountOf: async (id) => (await payTo(id))?.account.replaceAll(/[^0-9A-Za-z]/g, '') ?? 'bank',
    attachProof: (fileId, id, orgId) =>
      attachFiles([fileId], { ref: `payment:${id}`, kind: 'paper', orgId }),
  });
  const ledgerViews = createLedgerViews({
    ...{ ledger: book.ledger, statements, payments: bankPayments, payToOf, now },
    nameOf: async (id) => {
      const org = await organisation(id);
      return { zh: org?.nameZh ?? id, en: org?.nameEn ?? id };
    },
  });
  return { statements, bankPayments, ledgerViews };
}
