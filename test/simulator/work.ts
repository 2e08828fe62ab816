import { loopsOf } from '../../src/app/loops.ts';
import type { Order } from '../../src/features/orders/index.ts';
import { sellerActor } from './story.ts';
import type { Run } from './run.ts';
import type { Doc } from './values.ts';

/** Loops that have nothing to do with orders. */
const ELSEWHERE = ['accounts.sweep', 'counters.sweep', 'media.unattached', 'media.orphans'];

/** The background loops of one process, each step a request that may die. */
export function loopsOfRun(run: Run) {
  return loopsOf(run.town.services).filter(({ name }) => !ELSEWHERE.includes(name));
}

/** Sweepers, packers, drivers and receivers, while everything is still going wrong. */
export function atWork(run: Run): void {
  void sweepers(run);
  void nudgers(run);
  void packers(run);
  void receivers(run);
}

async function sweepers(run: Run): Promise<void> {
  const { chance, scheduler } = run;
  const loops = loopsOfRun(run);
  for (let n = 0; n < 70; n += 1) {
    await scheduler.idle(chance.below(8));
    const loop = chance.of(loops);
    if (loop) void run.ask(`loop:${loop.name} ${n}`, loop.step);
  }
}

/** Any worker may go on with anything at any time: leases are politeness. */
async function nudgers(run: Run): Promise<void> {
  const { chance, scheduler } = run;
  const { groups, orders } = run.town.services.orders;
  for (let n = 0; n < 60; n += 1) {
    await scheduler.idle(chance.below(8));
    const group = chance.of(run.docs('orderGroups'));
    const order = chance.of(run.docs('orders'));
    if (group && chance.is(0.5)) {
      void run.ask(`nudges ${n}`, () => groups.advance(String(group['_id'])));
    } else if (order) {
      void run.ask(`nudges order ${n}`, () => orders.advance(String(order['_id'])));
    }
  }
}

async function packers(run: Run): Promise<void> {
  const { chance, scheduler } = run;
  for (let n = 0; n < 110; n += 1) {
    await scheduler.idle(1 + chance.below(5));
    const open = run
      .docs('orders')
      .filter(({ state }) => !['closed', 'cancelled'].includes(String(state)));
    const order = chance.of(open) as unknown as Order | undefined; // as stored
    if (order && chance.is(0.8)) void pack(run, order, n);
    else void drive(run, n);
  }
}

/** The next thing a packer does with an order, or something else. */
function pack(run: Run, order: Order, n: number): Promise<unknown> {
  const { chance } = run;
  const { fulfilment } = run.town.services;
  const id = order._id;
  const alloc = chance.of(order.allocs.filter(({ drop }) => !drop));
  if (alloc && chance.is(run.story.changes)) {
    const swap = chance.is(0.6)
      ? () => fulfilment.orders.replace(id, alloc.hid)
      : () => fulfilment.orders.drop(id, alloc.hid);
    return run.ask(`replaces ${n}`, swap);
  }
  if (order.state === 'confirmed') {
    return run.ask(`picks ${n}`, () => fulfilment.orders.startPicking(id));
  }
  if (order.state === 'picking') return weighOrPack(run, { order, hid: alloc?.hid }, n);
  if (order.state !== 'packed') {
    return run.ask(`confirms ${n}`, () => run.town.services.orders.orders.confirm(id));
  }
  const hids = order.allocs.filter(() => chance.is(0.7)).map(({ hid }) => hid);
  return run.ask(`loads ${n}`, () => fulfilment.load(id, chance.is(0.5) ? { hids } : undefined));
}

function weighOrPack(
  run: Run,
  { order, hid }: { order: Order; hid: string | undefined },
  n: number,
): Promise<unknown> {
  const { chance } = run;
  const first = order.allocs.find(({ k, drop }) => !drop && k === 0)?.hid;
  const part = first ?? (chance.is(0.2) ? hid : undefined);
  if (part !== undefined) return weigh(run, { order, hid: part }, n);
  return run.ask(`packs ${n}`, () => run.town.services.fulfilment.orders.pack(order._id));
}

/** Near to what was ordered, now and then on a scale that shows too much. */
export function weigh(run: Run, { order, hid }: Part, n: number | string): Promise<unknown> {
  const { chance, town } = run;
  const booked = order.allocs.find((alloc) => alloc.hid === hid)?.orderedG ?? 0;
  const g = Math.max(1, booked + (chance.below(7) - 3) * 10);
  const by = {
    actor: sellerActor(order.sellerId),
    command: { key: `weigh-${n}-${hid}`, reqHash: 'h' },
  };
  return run.ask(`weighs ${n}`, () => town.services.fulfilment.weigh(order._id, { hid, g }, by));
}

interface Part {
  readonly order: Order;
  readonly hid: string;
}

function drive(run: Run, n: number): Promise<unknown> {
  const { chance } = run;
  const { fulfilment } = run.town.services;
  const delivery = chance.of(run.docs('deliveries').filter(({ state }) => state !== 'final'));
  if (!delivery) return Promise.resolve();
  const id = String(delivery['_id']);
  const leaving = { by: 'u-packer', plate: '', driver: '' };
  if (delivery['state'] === 'dispatched' && chance.is(0.5)) {
    return run.ask(`arrives ${n}`, () => fulfilment.arrive(id));
  }
  return run.ask(`dispatches ${n}`, () => fulfilment.dispatch(id, leaving));
}

/** Two phones at the door, the second inspector, and consumers who say that it is there. */
async function receivers(run: Run): Promise<void> {
  const { chance, scheduler } = run;
  for (let n = 0; n < 50; n += 1) {
    await scheduler.idle(2 + chance.below(8));
    const away = run
      .docs('deliveries')
      .filter(({ state }) => state === 'dispatched' || state === 'delivered');
    const delivery = chance.of(away);
    if (delivery) void receive(run, delivery, `phone-${chance.below(2)}`);
    const waiting = chance.of(run.docs('receipts').filter(({ state }) => state !== 'final'));
    if (waiting && chance.is(0.5)) void countersign(run, String(waiting['_id']));
  }
}

export function countersign(run: Run, receiptId: string): Promise<unknown> {
  const { receiving } = run.town.services;
  const second = { userId: 'u-second', orgId: '', role: 'canteen', duties: [] } as const;
  return run.ask('countersigns', () => receiving.sign(receiptId, '王', second));
}

const EXCESS = ['refuse', 'free', 'pay'] as const;

/** What came of a delivery, as this phone says it: the same command says the same. */
export function receive(run: Run, delivery: Doc, phone: string): Promise<unknown> {
  const { receiving } = run.town.services;
  const id = String(delivery['_id']);
  if (delivery['channel'] === 'retail') return run.ask('accepts', () => receiving.confirm(id));
  const shop = run.town.shops.find(({ canteen }) => canteen.orgId === delivery['buyerId']);
  if (!shop) throw new Error(`delivery to nobody: ${id}`);
  const lines = foundIn(delivery, { phone, photo: shop.photo });
  const excess = lines.map(({ no }) => ({ no, choice: EXCESS[no % EXCESS.length] ?? 'free' }));
  const draft = { name: '林', lines, excess };
  const by = { actor: shop.buyer, command: { key: `${phone}-${id}`.slice(0, 60), reqHash: 'h' } };
  return run.ask('receives', () => receiving.receive(id, draft, by));
}

/** One phone refuses a little of the first lot, the other finds a little less. */
function foundIn(delivery: Doc, { phone, photo }: { phone: string; photo: string }) {
  const lots = new Map<string, { no: number; batchId: string; shippedG: number }>();
  for (const { line, batchId, g } of delivery['snapshot'] as {
    line: number;
    batchId: string;
    g: number;
  }[]) {
    const key = `${line} ${batchId}`;
    const shippedG = (lots.get(key)?.shippedG ?? 0) + g;
    lots.set(key, { no: line, batchId, shippedG });
  }
  return [...lots.values()].map(({ no, batchId, shippedG }, place) => {
    const lessG = place === 0 ? Math.min(shippedG, 20) : 0;
    const refuses = phone === 'phone-0' && lessG > 0;
    const rejected = refuses
      ? { rejectedG: lessG, reason: 'damaged' as const, photos: [photo] }
      : { rejectedG: 0, photos: [] };
    return { no, batchId, acceptedG: shippedG - lessG, ...rejected, checks: [] };
  });
}
