import { AppError } from '../../shared/errors.ts';
import { createDecide, DONE, no, stockReadings, type Outcome } from './decide.service.ts';
import type { Input, MakingStore } from './making.store.ts';
import type { MovementStore } from './movement.store.ts';
import { holdReleased, newHold, type Balance } from './pool.ts';
import type { PoolStore } from './pool.store.ts';

interface Deps {
  readonly making: MakingStore;
  readonly pools: PoolStore;
  readonly movements: MovementStore;
  readonly now: () => Date;
}

/** Grams that go into making something, and what comes out of it (`orders.md` P7): each may be repeated. */
export function createMakingPool({ making, pools, movements, now }: Deps) {
  const { decide, balanceOf } = createDecide<Balance>(stockReadings({ pools, movements }));

  /** P1 of an input. Refused for goods in another's keeping (`lot.not-in-custody`). */
  async function hold(batchId: string, input: Input, custodianId: string): Promise<Outcome> {
    const taken = newHold('transform_out', now(), { ...input, s: 'held' });
    const keeper = (await balanceOf(batchId)).custodianId; // never changes
    if (keeper !== custodianId) return no(notInCustody(batchId));
    return decide(batchId, input.id, {
      act: () => making.hold(batchId, taken, { custodianId, now: now() }),
      judge: ({ s }) => (s === 'released' ? no(holdReleased(input.id)) : DONE),
      wanted: { t: input.t, usableAt: now(), g: input.g, adds: true },
    });
  }

  /** P7 投料. */
  function use(batchId: string, { id, g }: Pick<Input, 'id' | 'g'>): Promise<Outcome> {
    return decide(batchId, id, {
      act: () => making.use(batchId, { id, g }, now()),
      judge: ({ s }) => (s === 'released' ? no(holdReleased(id)) : s === 'done' ? DONE : undefined),
      wanted: () => ({ usableAt: now() }),
    });
  }

  /** Gives an input back, used or not (P2a, P2b, P12), and keeps it from being taken late. */
  async function giveBack(batchId: string, { id, g, t }: Omit<Input, 'ref'>): Promise<void> {
    const kept = newHold('transform_out', now(), { id, ref: '', g: 0, t, s: 'released' });
    if (await pools.forbid(batchId, kept)) return;
    if (await pools.release(batchId, { id, g })) return;
    await making.unuse(batchId, { id, g });
  }

  /** P9 of an output: its grams are there, once. */
  function bringOut(batchId: string, output: Input): Promise<Outcome> {
    const made = newHold('transform_in', now(), output);
    return decide(batchId, output.id, {
      act: () => making.bringOut(batchId, made),
      judge: ({ s }) => (s === 'released' ? no(holdReleased(output.id)) : DONE),
      wanted: { t: output.t },
    });
  }

  return {
    hold,
    use,
    giveBack,
    bringOut,
    close: (id: string) => making.close(id),
    look: (id: string) => making.look(id),
  };
}

export type MakingPool = ReturnType<typeof createMakingPool>;

function notInCustody(id: string): AppError {
  return new AppError('forbidden', 'lot.not-in-custody', `Batch ${id} is in another's keeping.`);
}
