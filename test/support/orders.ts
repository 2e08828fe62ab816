import { tmpdir } from 'node:os';
import type { Connection } from 'mongoose';
import { createLimits } from '../../src/app/limits.ts';
import { createBook, createMoney } from '../../src/app/money.ts';
import { createBooks, findViolations } from '../../src/features/invariants/index.ts';
import type { GroupLine } from '../../src/features/orders/order-group.ts';
import type { NewGroup } from '../../src/features/orders/order-group.service.ts';
import { createOrders, createOrderStores } from '../../src/features/orders/index.ts';
import {
  createPaymentDesk,
  createPaymentService,
  createPaymentStore,
  createRefundService,
  createRefundStore,
  createSandbox,
  createSandboxStore,
} from '../../src/features/payments/index.ts';
import { newCommandKey } from '../../src/http/command.ts';
import { createFolderBlobs } from '../../src/platform/blobs.ts';
import { ensureIndexes } from '../../src/platform/database.ts';
import type { Actor } from '../../src/shared/actor.ts';
import type { Command } from '../../src/shared/command.ts';
import { TEST_NOW } from './builders.ts';
import { poolsOn } from './pools.ts';

/** Orders and payments on a database of their own, with pools beside them. `db` may be a failing one. */
export async function ordersOn(db: Connection, pools?: Awaited<ReturnType<typeof poolsOn>>) {
  const own = pools ?? (await poolsOn(db));
  const { clock, pool, stock } = own;
  const { now } = clock;
  const sandbox = createSandbox({
    pages: createSandboxStore(db),
    publicUrl: new URL('https://shop.example'),
    secret: 'a secret of the tests',
    now,
  });
  const { provider } = sandbox;
  const payments = createPaymentStore(db);
  const refunds = createRefundService({ payments, refunds: createRefundStore(db), provider, now });
  const { open, look, cancel } = createPaymentService({ payments, provider, now });
  const limits = createLimits({ db, now });
  const stores = createOrderStores(db);
  const organisation = () => Promise.resolve(undefined);
  const book = createBook({ db, now }, { stores, organisation });
  const orders = createOrders({
    stores,
    post: book.ledger.postRow,
    pools: { stock: pool, ...limits.pools },
    limitsOf: limits.limitsOf,
    now,
    till: {
      ...{ open, look, cancel },
      refund: ({ id, ...refund }) => refunds.request({ _id: id, ...refund }),
    },
    findCandidates: async ({ productId, needAt }) => {
      const found = await stock.onSale([productId], needAt);
      return found.map(({ id, ...batch }) => ({ batchId: id, ...batch }));
    },
  });
  const money = createMoney(
    { db, now },
    { book, orders, limits, organisation, attachFiles: () => Promise.resolve() },
  );
  const desk = createPaymentDesk({
    ...{ payments, refunds, provider, now },
    moneySeen: orders.groups.moneySeen,
    advance: orders.groups.advance,
  });
  await ensureIndexes(db);

  /** Every background loop once, and again until nothing is due. */
  async function sweepAll(): Promise<void> {
    for (let round = 0; round < 10; round += 1) {
      const did = [
        await orders.groups.resume(),
        await orders.orders.resume(),
        await orders.accounts.resume(),
        await money.statements.resume(),
        await money.bankPayments.resume(),
        await desk.resume(),
        await refunds.resume(),
      ];
      if (did.every((n) => n === 0)) return;
    }
  }

  return { ...own, ...orders, limits, book, money, sandbox, payments, refunds, desk, sweepAll };
}

export function aBuyer(orgId = 'canteen-1', userId = `u-${orgId}`): Actor {
  return { userId, orgId, role: 'canteen', duties: ['buyer'] };
}

export function anOrderCommand(): Command {
  return { key: newCommandKey(), reqHash: 'test' };
}

/** Pears by the kilogram for a delivery on the 24th, a Thursday. */
export function aLine(overrides: Partial<GroupLine> = {}): GroupLine {
  const units = overrides.orderedUnits ?? 1;
  const nominalG = overrides.nominalG ?? 1_000;
  return {
    no: 1,
    offerId: 'coop-1:ds-pear-1.kg:canteen',
    skuId: 'ds-pear-1.kg',
    skuVersionId: 'ds-pear-1.kg:v1',
    productId: 'ds-pear-1',
    sellerId: 'coop-1',
    name: { zh: '砀山酥梨', en: 'Dangshan crisp pear' },
    spec: { zh: '散装', en: 'loose' },
    soldBy: 'kg',
    nominalG,
    orderedUnits: units,
    orderedG: units * nominalG,
    price: { fen: 500, perG: 1_000 },
    priceSource: 'base',
    lineFen: (units * nominalG) / 2,
    cutoffAt: new Date('2026-09-22T04:00:00Z'),
    note: '',
    needOn: '2026-09-24',
    needAt: new Date('2026-09-23T22:00:00Z'),
    keepsUntil: new Date('2026-09-24T22:00:00Z'),
    onShort: 'refuse',
    substitutes: [],
    dropped: false,
    ...overrides,
  };
}

/** A canteen's group on account, unless said otherwise. */
export function aGroup(lines: readonly GroupLine[], overrides: Partial<NewGroup> = {}): NewGroup {
  return {
    lines,
    payerId: 'canteen-1',
    channel: 'canteen',
    payBy: 'account',
    ...{ approvalRules: [], termsDays: 30 },
    deliverTo: { name: '张老师', phone: '0571-1', address: '拱墅区' },
    ...overrides,
  };
}

/** Adds up the books after the tests of a file without an app. Called before `useTestDb`. */
export function checkBooksAfter(db: () => Connection): void {
  after('the books add up', async () => {
    const books = createBooks(db(), createFolderBlobs(tmpdir()));
    const now = new Date(TEST_NOW.getTime() + 90 * 24 * 3_600_000);
    const found = await findViolations(books, { now, graceMs: 0 });
    const own = found.filter(({ invariant }) => invariant !== 'I18');
    const words = own.map(({ invariant, id, why }) => `${invariant} ${id}: ${why}`);
    if (words.length > 0) throw new Error(`invariants broken:\n${words.slice(0, 9).join('\n')}`);
  });
}
