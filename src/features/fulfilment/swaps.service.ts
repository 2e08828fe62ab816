import type { Actor } from '../../shared/actor.ts';
import { readCrate } from './crate.ts';
import type { Delivery } from './delivery.ts';
import type { DeliveryStore } from './delivery.store.ts';
import type { LabelOf } from './ports.ts';

interface Deps {
  deliveries: Pick<DeliveryStore, 'ofCrate' | 'swap'>;
  labelOf: LabelOf;
  now: () => Date;
}

interface Found {
  readonly crate: string;
  readonly g?: number | undefined;
}

/** 串筐: crates that stand at the door with another delivery's goods. */
export function createSwaps({ deliveries, labelOf, now }: Deps) {
  /** A row on each of the two, once per crate; one that belongs here is no swap. @throws AppError `crate.mistyped` */
  async function noteSwap(id: string, found: Found, actor: Actor): Promise<void> {
    const { crate, batchId } = readCrate(found.crate);
    const [origin] = (await deliveries.ofCrate(crate)).filter(({ state }) => state !== 'void');
    if (origin?._id === id) return;
    const g = await gramsOf(found, origin);
    const swap = { crate, batchId, g, by: actor.userId, at: now() };
    await deliveries.swap(id, { ...swap, way: 'in', other: origin?._id ?? null });
    if (origin) await deliveries.swap(origin._id, { ...swap, way: 'out', other: id });
  }

  /** As weighed at the door, as scanned when it was packed, or as on its label. */
  async function gramsOf(found: Found, origin: Delivery | undefined): Promise<number> {
    const { crate, batchId, serial } = readCrate(found.crate);
    const known = origin?.crates.find((each) => each.crate === crate);
    return found.g ?? known?.g ?? (await labelOf(batchId, serial))?.netG ?? 0;
  }

  return { noteSwap };
}
