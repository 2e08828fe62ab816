import type { Order } from '../../src/features/orders/index.ts';
import type { Run } from './run.ts';
import type { Doc } from './values.ts';
import { countersign, loopsOfRun, receive, weigh } from './work.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const OVER = ['closed', 'cancelled'];

/** Faults stop; machines and people finish whatever was begun. */
export async function finishAll(run: Run): Promise<void> {
  run.scheduler.chaos = false;
  await finishOnce(run);
  if (run.scheduler.wakeDeepSleepers() > 0) await finishOnce(run);
}

async function finishOnce(run: Run): Promise<void> {
  const { scheduler } = run;
  await scheduler.pump(60_000); // those who sleep wake up, and find what became of it
  for (let round = 0; round < 4; round += 1) {
    scheduler.advance(11 * MINUTE);
    await machines(run);
  }
  scheduler.advance(2 * DAY); // every cut-off, and every hold of a checkout, is over
  await machines(run);
  for (let round = 0; round < 14 && isAnythingOpen(run); round += 1) {
    await people(run);
    scheduler.advance(6 * MINUTE);
    await machines(run);
  }
  for (let round = 0; round < 3; round += 1) {
    scheduler.advance(DAY + MINUTE); // what is settled is put away behind the seal
    await machines(run);
  }
}

/** Every loop until nothing is due. */
async function machines(run: Run): Promise<void> {
  for (let round = 0; round < 12; round += 1) {
    let did = 0;
    for (const loop of loopsOfRun(run)) {
      const asked = run.ask(`loop:${loop.name}`, loop.step);
      await run.scheduler.pump(20_000);
      const answer = await asked;
      if (answer.is === 'done') did += answer.value;
    }
    if (did === 0) return;
  }
}

function openOrders(run: Run): Order[] {
  const orders = run.docs('orders') as unknown as Order[]; // as stored
  return orders.filter(({ state }) => !OVER.includes(state));
}

function isAnythingOpen(run: Run): boolean {
  return openOrders(run).length > 0 || run.docs('receipts').some(isUnsigned);
}

function isUnsigned({ state }: Doc): boolean {
  return state === 'signed_once' || state === 'stored';
}

async function people(run: Run): Promise<void> {
  for (const order of openOrders(run)) await packOrder(run, order);
  for (const delivery of run.docs('deliveries')) {
    const id = String(delivery['_id']);
    if (delivery['state'] === 'packed') {
      const leaving = { by: 'u-packer', plate: '', driver: '' };
      await done(
        run,
        run.ask('dispatches', () => run.town.services.fulfilment.dispatch(id, leaving)),
      );
    }
    if (delivery['state'] === 'dispatched' || delivery['state'] === 'delivered') {
      await done(run, receive(run, delivery, 'phone-last'));
    }
  }
  for (const receipt of run.docs('receipts').filter(isUnsigned)) {
    await done(run, countersign(run, String(receipt['_id'])));
  }
}

async function packOrder(run: Run, order: Order): Promise<void> {
  const { fulfilment, orders } = run.town.services;
  const { _id: id, state } = order;
  if (state === 'placed')
    await done(
      run,
      run.ask('confirms', () => orders.orders.confirm(id)),
    );
  if (state === 'confirmed')
    await done(
      run,
      run.ask('picks', () => fulfilment.orders.startPicking(id)),
    );
  if (state === 'picking' || state === 'packed') await mendStopped(run, order);
  if (state === 'picking') {
    for (const { hid, k, drop } of order.allocs) {
      if (!drop && k === 0)
        await done(run, weigh(run, { order, hid }, `last-${run.scheduler.steps}`));
    }
    await done(
      run,
      run.ask('packs', () => fulfilment.orders.pack(id)),
    );
  }
  if (state === 'packed')
    await done(
      run,
      run.ask('loads', () => fulfilment.load(id)),
    );
}

/** Goods of a batch that is not on sale any more: another batch, else the line falls away. */
async function mendStopped(run: Run, { _id: id, allocs }: Order): Promise<void> {
  const { fulfilment } = run.town.services;
  for (const { hid, batchId, drop, next, d } of allocs) {
    const balance = run.memory.collection('batchBalances').docs.get(batchId);
    if (drop || next !== null || d > 0 || balance?.['status'] === 'released') continue;
    const swapped = run.ask('replaces', () => fulfilment.orders.replace(id, hid));
    await run.scheduler.pump(20_000);
    if ((await swapped).is === 'done') continue;
    await done(
      run,
      run.ask('drops', () => fulfilment.orders.drop(id, hid)),
    );
  }
}

async function done(run: Run, asked: Promise<unknown>): Promise<void> {
  await run.scheduler.pump(20_000);
  await asked;
}
