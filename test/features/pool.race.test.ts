import { expect } from 'chai';
import fc from 'fast-check';
import type { Balance } from '../../src/features/pools/index.ts';
import { TEST_NOW } from '../support/builders.ts';
import { useTestDb } from '../support/db.ts';
import { aReservation, poolsOn } from '../support/pools.ts';

const t = TEST_NOW;

describe('many at one batch', () => {
  const db = useTestDb();
  let on: Awaited<ReturnType<typeof poolsOn>>;
  before(async () => void (on = await poolsOn(db())));

  it('sells exactly 100 kg to 200 buyers who all want the last 100 kg', async () => {
    const id = await on.aPool(100_000);
    const buyers = Array.from({ length: 200 }, (_, n) => `group-${n}:1`);
    const outcomes = await Promise.all(
      buyers.map((hold) => on.pool.reserve(id, aReservation(hold, 1_000))),
    );
    expect(outcomes.filter(({ done }) => done)).to.have.length(100);
    const refusals = outcomes.flatMap((outcome) => (outcome.done ? [] : [outcome.refusal]));
    expect(new Set(refusals.map(({ code }) => code))).to.deep.equal(
      new Set(['batch.not-enough-stock']),
    );
    const { availG, heldG, holds } = await on.balance(id);
    expect([availG, heldG]).to.deep.equal([0, 100_000]);
    expect(holds.filter(({ s }) => s === 'held')).to.have.length(100);
  });

  it('gives every gram back when reserving, selling and releasing run at once', async () => {
    const id = await on.aPool(50_000);
    const holds = Array.from({ length: 40 }, (_, n) => `g${n}:1`);
    await Promise.all(
      holds.flatMap((hold) => [
        on.pool
          .reserve(id, aReservation(hold, 1_000))
          .then(() => on.pool.sell(id, { id: hold, g: 1_000 })),
        on.pool.release(id, { id: hold, t }),
        on.pool.release(id, { id: hold, t }),
      ]),
    );
    for (const hold of holds) await on.pool.release(id, { id: hold, t });
    const { availG, heldG, soldG } = await on.balance(id);
    expect([availG, heldG, soldG]).to.deep.equal([50_000, 0, 0]);
  });

  it('keeps to a small model through any sequence of statements', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anAct, { minLength: 1, maxLength: 25 }), async (acts) => {
        const id = await on.aPool(1_000);
        const model = aModel(1_000);
        for (const act of acts) {
          await play(id, act);
          modelled(model, act);
          expect(ofBalance(await on.balance(id))).to.deep.equal(ofModel(model));
        }
      }),
      { numRuns: 60 },
    );
  }).timeout(60_000);

  async function play(id: string, { kind, hold, g, k }: Act): Promise<void> {
    const { pool } = on;
    const from = (await on.balance(id)).holds.find((each) => each.id === hold)?.g ?? 0;
    if (kind === 'reserve') await pool.reserve(id, aReservation(hold, g));
    else if (kind === 'release') await pool.release(id, { id: hold, t });
    else if (kind === 'letGo') await pool.letGo(id, { id: hold, t });
    else if (kind === 'sell') await pool.sell(id, { id: hold, g: from });
    else if (kind === 'reweigh') await pool.reweigh(id, { id: hold, from, to: g, k });
    else if (kind === 'ship') await pool.ship(id, { id: hold, g: from, n: k });
    else if (kind === 'bar') await pool.bar(id, { id: hold, n: k });
    else await pool.takeOut(id, { kind, id: hold, ref: '', g, t });
  }
});

/** The same rules over plain numbers: what the fold of everything that happened must come to. */
interface Model {
  avail: number;
  loss: number;
  readonly holds: Map<string, { s: string; g: number; w: number; n: number }>;
}

function aModel(avail: number): Model {
  return { avail, loss: 0, holds: new Map() };
}

const KINDS = ['reserve', 'release', 'letGo', 'sell', 'reweigh', 'ship', 'bar', 'loss'] as const;

interface Act {
  readonly kind: (typeof KINDS)[number];
  readonly hold: string;
  readonly g: number;
  readonly k: number;
}

const anAct: fc.Arbitrary<Act> = fc
  .record({
    kind: fc.constantFrom(...KINDS),
    hold: fc.constantFrom('a', 'b', 'c'),
    g: fc.integer({ min: 1, max: 600 }),
    k: fc.integer({ min: 1, max: 3 }),
  })
  .map((act) => (act.kind === 'loss' ? { ...act, hold: `loss-${act.hold}` } : act));

type Modelled = Model['holds'] extends Map<string, infer H> ? H : never;

/** What each statement does to a hold that is there. */
const EFFECTS: Readonly<Record<string, (model: Model, hold: Modelled, act: Act) => void>> = {
  release: (model, hold) => {
    if (hold.s === 'held' || hold.s === 'sold') giveBack(model, hold);
  },
  letGo: (model, hold) => {
    if (hold.s === 'held') giveBack(model, hold);
  },
  sell: (_, hold) => {
    if (hold.s === 'held') hold.s = 'sold';
  },
  reweigh: (model, hold, { g, k }) => {
    if (hold.s !== 'sold' || hold.w >= k || model.avail < g - hold.g) return;
    model.avail += hold.g - g;
    Object.assign(hold, { g, w: k });
  },
  ship: (_, hold, { k }) => {
    if (hold.s === 'sold' && hold.n <= k) Object.assign(hold, { s: 'shipped', n: k });
  },
  bar: (_, hold, { k }) => {
    if (hold.s === 'sold' && hold.n <= k) hold.n = k + 1;
  },
};

function modelled(model: Model, act: Act): void {
  const hold = model.holds.get(act.hold);
  if (hold) EFFECTS[act.kind]?.(model, hold, act);
  else appear(model, { kind: act.kind, id: act.hold, g: act.g });
}

function appear(model: Model, { kind, id, g }: { kind: string; id: string; g: number }): void {
  const born = { g, w: 0, n: 0 };
  if (kind === 'release' || kind === 'letGo') {
    model.holds.set(id, { ...born, g: 0, s: 'released' });
  }
  if ((kind !== 'reserve' && kind !== 'loss') || model.avail < g) return;
  model.avail -= g;
  if (kind === 'loss') model.loss += g;
  model.holds.set(id, { ...born, s: kind === 'loss' ? 'done' : 'held' });
}

function giveBack(model: Model, hold: { s: string; g: number }): void {
  model.avail += hold.g;
  hold.s = 'released';
}

function ofModel({ avail, loss, holds }: Model) {
  const sum = (s: string) =>
    [...holds.values()].reduce((total, hold) => total + (hold.s === s ? hold.g : 0), 0);
  return { avail, loss, held: sum('held'), sold: sum('sold'), shipped: sum('shipped'), all: 1_000 };
}

function ofBalance(balance: Balance) {
  const { availG, lossG, heldG, soldG, shippedG } = balance;
  const all = availG + lossG + heldG + soldG + shippedG;
  return { avail: availG, loss: lossG, held: heldG, sold: soldG, shipped: shippedG, all };
}
