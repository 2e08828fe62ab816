import { liveAllocs, isFree, type Order } from '../orders/index.ts';
import {
  crateElsewhere,
  otherLot,
  readCrate,
  tallies,
  tooMuch,
  unknownCrate,
  type Crate,
  type Tally,
} from './crate.ts';
import { deliveryState, holdOf, type Delivery, type DeliveryHold } from './delivery.ts';
import type { DeliveryStore } from './delivery.store.ts';
import { deliveryBusy, deliveryIn } from './loading.service.ts';
import type { LabelOf, Orders } from './ports.ts';

interface Deps {
  orders: Pick<Orders, 'get' | 'replace' | 'loadMore'>;
  deliveries: DeliveryStore;
  labelOf: LabelOf;
  /** Finishes what a delivery owes to others. */
  advance: (id: string) => Promise<unknown>;
  now: () => Date;
}

export interface Scan {
  readonly crate: string;
  /** The order line it is for, where the lot alone does not say. */
  readonly line?: number | undefined;
  /** What the scale shows; left out: the label's net weight. */
  readonly g?: number | undefined;
  /** A crate of another lot: book that lot instead 换批. */
  readonly swap: boolean;
}

const TURNS = 8;

/** Crates into a delivery that is loading (`trace.md` §4.6): the scanned crate's lot is the truth. */
export function createCrates(deps: Deps) {
  const { deliveries, labelOf } = deps;
  const { takeOff, comeOff } = createTakingOff(deps);
  const { bookLot } = createLotBooking({ ...deps, comeOff });

  const get = (id: string) => deliveryIn(deliveries, id);

  /**
   * One crate, once; scanned again it is there. Of another lot than booked it is refused, or with
   * `swap` that lot is booked instead, gone on with wherever an earlier try has died.
   * @throws AppError `crate.mistyped`, `crate.unknown`, `crate.other-lot`, `crate.too-much`,
   * `crate.in-other-delivery`, `delivery.wrong-state`, `batch.not-enough-stock`
   */
  async function scan(id: string, scanned: Scan): Promise<Delivery> {
    const { crate, batchId, serial } = readCrate(scanned.crate);
    const label = await labelOf(batchId, serial);
    if (!label) throw unknownCrate(crate);
    await checkElsewhere(id, crate);
    const wanted = { crate, batchId, line: scanned.line, g: scanned.g ?? label.netG };
    for (let turn = 0; turn < TURNS; turn += 1) {
      const seen = await get(id);
      if (seen.crates.some((each) => each.crate === crate)) return seen;
      if (seen.state !== 'loading') throw deliveryState(seen.state);
      const room = roomFor(seen, wanted);
      if (room) {
        if (await deliveries.addCrate(seen, { crate, batchId, line: room.line, g: wanted.g })) {
          return get(id);
        }
      } else await bookLot(seen, wanted, scanned.swap);
    }
    throw deliveryBusy();
  }

  async function checkElsewhere(id: string, crate: string): Promise<void> {
    const others = await deliveries.ofCrate(crate);
    const other = others.find(({ _id, state }) => _id !== id && state !== 'void');
    if (other) throw crateElsewhere(crate, other.noteNo);
  }

  /** Back on the ground 放回. Safe to repeat. */
  async function removeCrate(id: string, typed: string): Promise<Delivery> {
    const { crate } = readCrate(typed);
    await deliveries.removeCrate(id, crate);
    const after = await get(id);
    if (after.crates.some((each) => each.crate === crate)) throw deliveryState(after.state);
    return after;
  }

  return { scan, takeOff, removeCrate };
}

/** Parts that come off a van before it leaves. */
function createTakingOff({
  deliveries,
  advance,
  now,
}: Pick<Deps, 'deliveries' | 'advance' | 'now'>) {
  /**
   * A part comes off before the van leaves: free to be weighed again, replaced or dropped. Its crates
   * come off with it. Safe to repeat.
   * @throws AppError `delivery.wrong-state`
   */
  const takeOff = (id: string, hid: string): Promise<Delivery> => comeOff(id, hid, 'void');

  /** `emptied`: what becomes of a delivery whose last part this was. */
  async function comeOff(id: string, hid: string, emptied: 'void' | 'loading'): Promise<Delivery> {
    for (let turn = 0; turn < TURNS; turn += 1) {
      const seen = await deliveryIn(deliveries, id);
      const hold = seen.holds.find((each) => each.hid === hid);
      if (!hold) {
        await advance(id);
        return deliveryIn(deliveries, id);
      }
      if (seen.leaving || (seen.state !== 'loading' && seen.state !== 'packed')) {
        throw deliveryState(seen.state);
      }
      if (await deliveries.takeOff(seen, without(seen, hold, { emptied, at: now() }))) continue;
    }
    throw deliveryBusy();
  }

  return { takeOff, comeOff };
}

type TakingOff = ReturnType<typeof createTakingOff>;

/** The crate's lot, booked into the delivery: each call one step, gone on with from what is stored. */
function createLotBooking({
  orders,
  deliveries,
  comeOff,
}: Pick<Deps, 'orders' | 'deliveries'> & Pick<TakingOff, 'comeOff'>) {
  /** One step towards a hold of the crate's lot in this delivery. */
  async function bookLot(seen: Delivery, wanted: Wanted, isSwapping: boolean): Promise<void> {
    const order = await orders.get(seen.orderId);
    const given = missingHold(order, seen, wanted);
    if (given) {
      await deliveries.addHold(seen, given);
      return;
    }
    const lines = [...new Set(seen.holds.map(({ line }) => line))];
    const free = liveAllocs(order).find(
      (alloc) =>
        isFree(alloc) &&
        alloc.batchId === wanted.batchId &&
        !seen.off.some(({ hid }) => hid === alloc.hid),
    );
    if (free && (isSwapping || lines.includes(free.line))) {
      await orders.loadMore(order._id, seen.n, free.hid);
      return;
    }
    await swapLot({ order, seen, wanted }, isSwapping);
  }

  /** Takes a part without crates off and books the crate's lot in its place. */
  async function swapLot({ order, seen, wanted }: Booking, isSwapping: boolean): Promise<void> {
    const booked = [...new Set(seen.holds.map(({ batchId }) => batchId))];
    if (!isSwapping) throw otherLot(wanted.batchId, booked);
    const waiting = liveAllocs(order).find(
      (alloc) => isFree(alloc) && seen.off.some(({ hid }) => hid === alloc.hid),
    );
    if (waiting) {
      await orders.replace(order._id, waiting.hid, wanted.batchId);
      return;
    }
    const empty = seen.holds.find(
      (hold) =>
        (wanted.line === undefined || hold.line === wanted.line) &&
        !seen.crates.some(({ line, batchId }) => line === hold.line && batchId === hold.batchId),
    );
    if (!empty) throw otherLot(wanted.batchId, booked);
    await comeOff(seen._id, empty.hid, 'loading');
  }

  return { bookLot };
}

interface Wanted extends Pick<Crate, 'crate' | 'batchId' | 'g'> {
  readonly line: number | undefined;
}

interface Booking {
  readonly order: Order;
  readonly seen: Delivery;
  readonly wanted: Wanted;
}

/** The line that takes this crate; undefined when its lot is not booked here. @throws AppError `crate.too-much` */
function roomFor({ holds, crates }: Delivery, { batchId, line, g }: Wanted): Tally | undefined {
  const own = tallies(holds, crates, []).filter(
    (tally) => tally.batchId === batchId && (line === undefined || tally.line === line),
  );
  const [first] = own;
  if (!first) return undefined;
  const room = own.find(({ holdG, cratesG }) => cratesG + g <= holdG);
  if (!room) throw tooMuch(first, g);
  return room;
}

/** A part of the crate's lot that the order gave to this delivery, and the delivery does not have yet. */
function missingHold(
  order: Order,
  { n, holds, off }: Delivery,
  { batchId }: Wanted,
): DeliveryHold | undefined {
  const alloc = liveAllocs(order).find(
    (each) =>
      each.d === n &&
      each.batchId === batchId &&
      !holds.some(({ hid }) => hid === each.hid) &&
      !off.some(({ hid }) => hid === each.hid),
  );
  return alloc && holdOf(alloc);
}

/** A delivery without one of its parts: it is packed again by whoever counts, or void when empty. */
function without(
  seen: Delivery,
  { hid, line, batchId }: DeliveryHold,
  { emptied, at }: { emptied: 'void' | 'loading'; at: Date },
) {
  const holds = seen.holds.filter((each) => each.hid !== hid);
  const isElsewhere = (part: { line: number; batchId: string }) =>
    part.line !== line || part.batchId !== batchId;
  const [crates, loose] = [seen.crates.filter(isElsewhere), seen.loose.filter(isElsewhere)];
  const state = holds.length === 0 ? emptied : stateAfter(seen);
  const row = (kind: string) => ({ id: `${seen._id}:${kind}`, kind, at, doneAt: null });
  const out = [row(`off:${hid}`), ...(state === 'void' ? [row('order')] : [])];
  return { hid, holds, crates, loose, state, out, at };
}

function stateAfter({ byCrate, state }: Delivery): 'loading' | 'packed' {
  return byCrate || state === 'loading' ? 'loading' : 'packed';
}
