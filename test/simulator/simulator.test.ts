import { expect } from 'chai';
import { env } from 'node:process';
import { foundTown, type Town } from './base.ts';
import { simulate } from './simulate.ts';

/** Seeds of every `npm test`, about a minute of them; more with `LONG=1`, any number by `npm run sim`. */
const SEEDS = env['LONG'] === '1' ? 10_000 : 400;

describe('the order protocol under crashes, repeats, late messages and stops', function () {
  this.timeout(1_200_000);
  let town: Town;
  before(async () => {
    town = await foundTown();
  });

  it(`loses no gram, no fen and no order, whoever goes on (${SEEDS} runs)`, async () => {
    const failing: string[] = [];
    for (let seed = 1; seed <= SEEDS; seed += 1) {
      const { faults } = await simulate(town, { seed });
      if (faults.length > 0) failing.push(`seed ${seed}: ${faults.slice(0, 3).join('; ')}`);
    }
    expect(failing.slice(0, 5).join('\n')).to.equal('');
  });

  it('frees what stayed behind when the receipt is quicker than the news of the departure', async () => {
    const story = { nap: 0.02, deep: 0.7 };
    expect((await simulate(town, { seed: 13, story })).faults).to.deep.equal([]);
  });

  it('does the same again from the same seed, statement by statement', async () => {
    const record = async () => {
      const lines: string[] = [];
      await simulate(town, { seed: 7, trace: (line) => void lines.push(line) });
      return lines;
    };
    const first = await record();
    await simulate(town, { seed: 8 });
    expect(await record()).to.deep.equal(first);
    expect(first.length).to.be.greaterThan(500);
  });

  it('meets what it is there for: deaths, refunds, stops, replacements, receipts, the seal', async () => {
    const totals: Record<string, number> = {};
    for (let seed = 1; seed <= 60; seed += 1) {
      const { counts } = await simulate(town, { seed });
      for (const [what, n] of Object.entries(counts)) totals[what] = (totals[what] ?? 0) + n;
    }
    const met = ['deaths', 'stops', 'lifts', 'replaces', 'receives', 'accepts', 'signs', 'webhook'];
    for (const what of [...met, 'order closed', 'order cancelled', 'group expired']) {
      expect(totals[what], what).to.be.greaterThan(0);
    }
  });
});
