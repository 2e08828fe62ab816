import { expect } from 'chai';
import { env } from 'node:process';
import { useTestApp } from '../support/app.ts';
import { checkInvariantsAfter } from '../support/invariants.ts';
import { aCanteenAt, aSquare, idOf } from '../support/square.ts';

const BOX_G = 5_000;
const isLong = env['LONG'] === '1';
/** `LONG=1`: 2,000 buyers on 500 boxes, 40 canteens × 25 lines; else a small part of it. */
const LOAD = isLong
  ? { buyers: 2_000, boxes: 500, canteens: 40, lines: 25 }
  : { buyers: 60, boxes: 15, canteens: 4, lines: 25 };
/** Requests under way at once: more than a browser opens, fewer than a machine has sockets. */
const AT_ONCE = 50;

async function inTurns<T>(count: number, ask: (n: number) => Promise<T>): Promise<T[]> {
  const answers: T[] = [];
  for (let from = 0; from < count; from += AT_ONCE) {
    const part = Array.from({ length: Math.min(AT_ONCE, count - from) }, (_, n) => ask(from + n));
    answers.push(...(await Promise.all(part)));
  }
  return answers;
}

describe('a rush', function () {
  this.timeout(900_000);
  checkInvariantsAfter(() => app());
  const app = useTestApp();

  it(`sells exactly ${LOAD.boxes} boxes to ${LOAD.buyers} buyers, refuses the others cleanly (A2)`, async () => {
    const square = await aSquare(app(), LOAD.boxes * BOX_G);
    const answers = await inTurns(LOAD.buyers, async (n) => {
      const as = `consumer@rush-${n}`;
      const answer = await square.buy(as, [1]);
      if (answer.status === 201) await square.pay(idOf(answer), as);
      return answer;
    });
    expect(answers.filter(({ status }) => status === 201)).to.have.length(LOAD.boxes);
    const refused = answers.filter(({ status }) => status !== 201);
    const codes = refused.map(({ status, body }) => `${status} ${(body as { code: string }).code}`);
    expect([...new Set(codes)]).to.deep.equal(['409 order.not-enough-stock']);
    expect(await square.balance()).to.include({
      ...{ availG: 0, heldG: 0, soldG: LOAD.boxes * BOX_G },
    });
  });

  it(`takes ${LOAD.canteens} canteens' sheets of ${LOAD.lines} lines within a minute`, async () => {
    const square = await aSquare(app(), LOAD.canteens * LOAD.lines * 30_000);
    const canteens: string[] = [];
    for (let n = 0; n < LOAD.canteens; n += 1) canteens.push(await aCanteenAt(app()));
    const started = Date.now();
    const answers = await Promise.all(canteens.map((as) => square.order(as, LOAD.lines)));
    const tookMs = Date.now() - started;
    expect(answers.map(({ status }) => status)).to.deep.equal(canteens.map(() => 201));
    expect(tookMs, 'milliseconds').to.be.lessThan(60_000);
    expect(await square.balance()).to.include({ availG: 0, heldG: 0 });
  });
});
