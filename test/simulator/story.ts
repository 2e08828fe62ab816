import type { Actor } from '../../src/shared/actor.ts';
import { aGroup, aLine } from '../support/orders.ts';
import type { Shop } from './base.ts';
import type { Run } from './run.ts';
import type { Doc } from './values.ts';

const HOUR = 3_600_000;
const DAYS = ['2026-09-24', '2026-09-25'];

/** Everybody who does something in a run, all at once. */
export function everybody(run: Run): void {
  const { chance } = run;
  const buyers = 3 + chance.below(5);
  for (let n = 0; n < buyers; n += 1) void buy(run, n);
  void payers(run);
  void approvers(run);
  void doubters(run);
  for (let n = chance.below(run.story.stoppers); n > 0; n -= 1) void stopper(run, n);
  for (let m = run.story.making; m > 0; m -= 1) if (chance.is(m)) void makers(run, m);
}

/** One checkout: the client repeats what was not answered, with the same key. */
async function buy(run: Run, n: number): Promise<void> {
  const { chance, scheduler } = run;
  const { orders } = run.town.services;
  await scheduler.idle(chance.below(40));
  const shop = chance.of(run.town.shops);
  if (!shop) return;
  const isRetail = chance.is(0.4);
  const actor = isRetail ? consumer(n % 3) : shop.buyer;
  const command = { key: `order-${n}-of-the-simulator`, reqHash: 'h' };
  const group = aGroup(lines(run, shop), {
    payerId: actor.orgId,
    ...(isRetail
      ? { channel: 'retail', payBy: 'provider', provider: 'sandbox' }
      : { approvalRules: chance.is(run.story.approvals) ? [signedBy(1 + chance.below(2))] : [] }),
  });
  for (let tries = 0; tries < 3; tries += 1) {
    const answer = await run.ask(`place ${n}`, () =>
      orders.groups.place(group, { actor, command }),
    );
    if (answer.is === 'done') answered(run, command.key, answer.value._id);
    if (answer.is !== 'lost' && chance.is(0.7)) return;
    await scheduler.idle(chance.below(6));
  }
}

const signedBy = (count: number) => ({ overFen: 0, role: 'approver' as const, count });

const firstAnswers = new WeakMap<Run, Map<string, string>>();

/** The groups that clients were told of, by the key of their command. */
export function answersOf(run: Run): Map<string, string> {
  const known = firstAnswers.get(run) ?? new Map<string, string>();
  firstAnswers.set(run, known);
  return known;
}

function answered(run: Run, key: string, id: string): void {
  const answers = answersOf(run);
  if ((answers.get(key) ?? id) !== id) run.fault(`two groups for the command ${key}`);
  answers.set(key, id);
}

function lines(run: Run, shop: Shop) {
  const { chance, scheduler } = run;
  return Array.from({ length: 1 + chance.below(3) }, (_, place) => {
    const units = 1 + chance.below(3);
    return aLine({
      no: place + 1,
      sellerId: shop.sellerId,
      offerId: shop.offerId,
      orderedUnits: units,
      needOn: chance.of(DAYS) ?? '',
      cutoffAt: new Date(scheduler.now().getTime() + (chance.is(0.5) ? 1 : 30) * HOUR),
      onShort: chance.is(0.3) ? 'partial' : 'refuse',
    });
  });
}

function consumer(n: number): Actor {
  const userId = `u-consumer-${n}`;
  return { userId, orgId: `c:${userId}`, role: 'consumer', duties: [] };
}

/** Consumers at the pages of the provider; its messages come twice, hours late, or never. */
async function payers(run: Run): Promise<void> {
  const { chance, scheduler } = run;
  const { sandbox, desk } = run.town.services.payments;
  for (let n = 0; n < 45; n += 1) {
    await scheduler.idle(1 + chance.below(4));
    const page = chance.of(run.docs('sandboxPayments').filter(({ state }) => state === 'open'));
    if (!page || chance.is(0.5)) continue;
    const dice = chance.next();
    const act = dice < 0.7 ? 'pay' : dice < 0.85 ? 'later' : dice < 0.95 ? 'decline' : 'close';
    const said = await run.ask(`pays ${n}`, () => sandbox.act(String(page['_id']), act));
    if (said.is !== 'done') continue;
    const { raw, signature } = said.value;
    for (let again = chance.below(4); again > 0; again -= 1) {
      void tell(run, () => desk.receive(raw, signature));
    }
  }
}

async function tell(run: Run, hook: () => Promise<void>): Promise<void> {
  await run.scheduler.idle(run.chance.of([0, 5, 40, 300]) ?? 0);
  await run.ask('webhook', hook);
}

/** Two approvers sign, each as often as they like; now and then one declines. */
async function approvers(run: Run): Promise<void> {
  const { chance, scheduler } = run;
  const { approvals } = run.town.services.orders;
  for (let n = 0; n < 25; n += 1) {
    await scheduler.idle(1 + chance.below(6));
    const waiting = run.docs('orderGroups').filter(({ state }) => state === 'awaiting_approval');
    const id = chance.of(waiting)?.['_id'];
    if (typeof id !== 'string') continue;
    const actor: Actor = { ...consumer(chance.below(2)), role: 'canteen', duties: ['approver'] };
    const sign = () => approvals.sign(id, actor);
    if (chance.is(0.1)) void run.ask(`declines ${n}`, () => approvals.decline(id, 'no', actor));
    else void run.ask(`signs ${n}`, sign);
    if (chance.is(0.5)) void run.ask(`signs ${n} again`, sign);
  }
}

/** Those who change their mind: before paying, before the cut-off, and sellers who cannot deliver. */
async function doubters(run: Run): Promise<void> {
  const { chance, scheduler } = run;
  const { groups, orders } = run.town.services.orders;
  for (let n = 0; n < 14; n += 1) {
    await scheduler.idle(2 + chance.below(14));
    const group = chance.of(run.docs('orderGroups'));
    const order = chance.of(run.docs('orders'));
    if (group && chance.is(0.25)) {
      void run.ask(`cancels ${n}`, () => groups.cancel(String(group['_id'])));
    } else if (order && chance.is(0.5)) {
      const actor = chance.is(0.6) ? buyerOf(order) : sellerActor(String(order['sellerId']));
      void run.ask(`cancels order ${n}`, () => orders.cancel(String(order['_id']), '', actor));
    }
  }
}

function buyerOf(order: Doc): Actor {
  const orgId = String(order['buyerId']);
  return { userId: String(order['placedBy']), orgId, role: 'canteen', duties: ['buyer'] };
}

export function sellerActor(orgId: string): Actor {
  return { userId: `u-${orgId}`, orgId, role: 'cooperative', duties: ['packer'] };
}

/** Credit of every canteen and its budget for the month, before anybody orders. */
export async function grantLimits(run: Run): Promise<void> {
  const { chance, scheduler } = run;
  if (!chance.is(run.story.limits)) return;
  const { limits } = run.town.services;
  const actor: Actor = { userId: 'u-bursar', orgId: 'operator', role: 'operator', duties: [] };
  scheduler.chaos = false;
  for (const { canteen } of run.town.shops) {
    for (const [kind, id] of [
      ['credit', canteen.orgId],
      ['budget', `${canteen.orgId}:2026-09`],
    ] as const) {
      const to = chance.of([3_000, 6_000, 12_000, 100_000]) ?? 0;
      const command = { key: `limit-${id}`, reqHash: 'h' };
      const set = run.ask('limits', () => limits.set(kind, { id, to }, { actor, command }));
      await scheduler.pump(2_000);
      await set;
    }
  }
  scheduler.chaos = true;
}

/** Sellers pack a part of a lot as a new one; the same command comes again. */
async function makers(run: Run, m: number): Promise<void> {
  const { chance, scheduler } = run;
  const { making } = run.town.services;
  for (let n = 0; n < 3; n += 1) {
    await scheduler.idle(chance.below(90));
    const shop = chance.of(run.town.shops);
    const lots = run
      .docs('batchBalances')
      .filter(({ custodianId }) => custodianId === shop?.sellerId);
    const batchId = chance.of(lots)?.['_id'];
    const [lot] = run.memory.collection('batches').find({ _id: batchId });
    if (!shop || !lot) continue;
    const g = 1_000 * (1 + chance.below(3));
    const wanted = {
      ...{ kind: 'pack' as const, works: null, note: null, wasteG: 0, outMaxPermille: null },
      inputs: [{ batchId: String(batchId), g }],
      outputs: [{ productId: String(lot['productId']), g }],
    };
    const actor = sellerActor(shop.sellerId);
    const command = { key: `make-${Math.ceil(m)}-${n}-of-the-simulator`, reqHash: 'h' };
    const asked = () => making.make(wanted, { actor, command });
    const answer = await run.ask(`makes ${n}`, asked);
    if (answer.is === 'lost' || chance.is(0.3)) await run.ask(`makes ${n} again`, asked);
  }
}

/** Somebody stops a batch, and perhaps lifts it again: the seller, the operator or an officer. */
async function stopper(run: Run, n: number): Promise<void> {
  const { chance, scheduler } = run;
  const { batches } = run.town.services;
  await scheduler.idle(chance.below(260));
  const hot = run
    .docs('deliveries')
    .filter(({ state }) => state === 'packed')
    .flatMap(({ holds }) => (holds as Doc[]).map(({ batchId }) => batchId as string));
  const any = run.docs('batchBalances').map(({ _id }) => String(_id));
  const code = chance.is(0.5) ? (chance.of(hot) ?? chance.of(any)) : chance.of(any);
  if (code === undefined) return;
  const actor = stopping(run, code);
  const command = { key: `stop-${n}-of-the-simulator`, reqHash: 'h' };
  const asking = { actor, command };
  const first = await run.ask(`stops ${n}`, () => batches.stop(code, 'test', asking));
  if (first.is === 'lost') await run.ask(`stops ${n}`, () => batches.stop(code, 'test', asking));
  if (!chance.is(0.5)) return;
  await scheduler.idle(chance.below(40));
  const mine = run.docs('batchStops').find(({ by, root }) => by === actor.userId && root === code);
  if (!mine) return;
  const lifting = () => batches.lift(code, String(mine['stopId']), asking);
  await run.ask(`lifts ${n}`, lifting);
  if (chance.is(0.3)) await run.ask(`lifts ${n} again`, lifting);
}

function stopping(run: Run, code: string): Actor {
  const sellerId = run.town.shops.find(({ batches }) => batches.some(({ id }) => id === code));
  const role = run.chance.of(['cooperative', 'operator', 'officer'] as const) ?? 'operator';
  const orgId = role === 'cooperative' ? (sellerId?.sellerId ?? '') : role;
  return { userId: `u-stop-${role}`, orgId, role, duties: [] };
}
