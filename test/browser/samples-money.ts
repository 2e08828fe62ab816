import type { TestApp } from '../support/app.ts';
import type { aTrade } from '../support/shipping.ts';
import type { Sample } from './samples.ts';

type Trade = Awaited<ReturnType<typeof aTrade>>;

/** A statement of what was just received, disputed; a payment; limits on both sides. */
export async function moneySamples(
  app: TestApp,
  trade: Trade,
  orderId: string,
): Promise<Readonly<Record<string, Sample>>> {
  const { orders, statements, bankPayments, limits } = app.services;
  const { buyer, sellerId } = trade;
  const { orgId } = trade.canteen;
  const key = (name: string) => ({ key: `sample-money-${name}`.padEnd(24, '-'), reqHash: 'h' });
  const operator = {
    userId: 'u-operator',
    role: 'operator',
    orgId: 'platform',
    duties: [],
  } as const;
  await orders.accounts.follow(orderId);
  const by = { actor: operator, command: key('credit') };
  await limits.set('credit', { id: orgId, to: 5_000_000 }, by);
  await limits.set(
    'budget',
    { id: `${orgId}:2026-09`, to: 2_000_000 },
    { ...by, command: key('budget') },
  );
  const cutoffAt = new Date('2026-09-28T04:00:00Z');
  const window = { id: `${sellerId}/GS:2026-09-30:06:00`, to: 6, cutoffAt };
  await limits.set('window', window, { ...by, command: key('window') });
  const paid = { sellerId, fen: 50_000, on: '2026-09-20', bankRef: 'B20260920', proofId: null };
  await bankPayments.record(paid, { actor: buyer, command: key('pay') });
  const [found] = await statements.of({ payerId: orgId });
  const id = found?._id ?? 'none';
  const accountant = `canteen+accountant@${orgId}`;
  return {
    '/canteen/statements': { as: accountant },
    '/canteen/statements/:id': { as: accountant, params: { id } },
    '/canteen/accounts/:orgId': { as: accountant, params: { orgId: sellerId } },
    '/canteen/budget': { as: accountant },
    '/coop/statements': { as: `cooperative@${sellerId}` },
    '/coop/statements/:id': { as: `cooperative@${sellerId}`, params: { id } },
    '/coop/accounts/:orgId': { as: `cooperative@${sellerId}`, params: { orgId } },
    '/coop/windows': { as: `cooperative@${sellerId}` },
    '/organisation/settings': { as: `canteen+admin@${orgId}` },
    '/admin/terms/:orgId': { params: { orgId } },
  };
}
