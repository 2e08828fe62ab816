import { expect } from 'chai';
import { AppError } from '../../src/shared/errors.ts';
import type { Actor } from '../../src/shared/actor.ts';
import { crashing, type Moment } from '../support/crashing.ts';
import { useTestDb } from '../support/db.ts';
import { aBuyer, aGroup, aLine, anOrderCommand, ordersOn } from '../support/orders.ts';

const seller: Actor = { userId: 'u-coop', orgId: 'coop-1', role: 'cooperative', duties: [] };

describe('statements', () => {
  const db = useTestDb();
  let world: Awaited<ReturnType<typeof ordersOn>>;
  let payers = 0;

  before(async () => {
    world = await ordersOn(db());
    await world.aPool(10_000_000);
  });
  beforeEach(() => {
    world.clock.set('2026-09-20T04:00:00Z');
  });

  /** An order of 5,000 fen of a payer nobody had before, unless said. */
  async function anOrder(payer = `payer-${(payers += 1)}`) {
    world.clock.set('2026-09-20T04:00:00Z');
    const group = await world.groups.place(
      aGroup([aLine({ orderedUnits: 10 })], { payerId: payer }),
      { actor: aBuyer(payer), command: anOrderCommand() },
    );
    const orderId = (await world.history.one(group._id))?.orders[0]?._id;
    return { payer, orderId: orderId ?? expect.fail('no order') };
  }

  const charge = (orderId: string, key: string, fen = 4_700) =>
    world.accounts.row(orderId, {
      ...{ key: `bill:${key}`, kind: 'charge' },
      lines: [{ no: 1, g: 5_000, fen, acceptedG: 5_000 }],
    });

  const statement = (id: string) => world.money.statements.get(id);
  const shift = (at: string) => {
    world.clock.set(at);
  };

  async function sweep(): Promise<void> {
    for (let round = 0; round < 5; round += 1) await world.sweepAll();
  }

  /** Issued on the 5th of October, with one charge of September. */
  async function issued(payer?: string) {
    const order = await anOrder(payer);
    await charge(order.orderId, 'r1');
    await sweep();
    shift('2026-10-04T16:00:00Z');
    await sweep();
    const id = `${order.payer}:coop-1:2026-09`;
    return { ...order, id, key: `${order.orderId}:bill:r1` };
  }

  it('puts every receipt of a night at the month’s end on exactly one statement', async () => {
    const { payer, orderId } = await anOrder();
    shift('2026-09-30T15:59:59.999Z'); // a millisecond before midnight in Hangzhou
    await charge(orderId, 'before', 1_000);
    shift('2026-09-30T16:00:00Z');
    await charge(orderId, 'after', 1_000);
    await Promise.all([world.accounts.follow(orderId), sweep(), world.accounts.follow(orderId)]);
    await sweep();
    const [september, october] = [
      await statement(`${payer}:coop-1:2026-09`),
      await statement(`${payer}:coop-1:2026-10`),
    ];
    expect([...september.entryKeys, ...october.entryKeys]).to.have.members([
      `${orderId}:bill:before`,
      `${orderId}:bill:after`,
    ]);
    expect(october.entryKeys).to.include(`${orderId}:bill:after`);
  });

  it('takes a late entry of a closed month into the next', async () => {
    const { payer, id } = await issued();
    const late = await anOrder(payer);
    await charge(late.orderId, 'late', 900);
    shift('2026-10-05T04:00:00Z');
    await sweep();
    expect((await statement(id)).entryKeys).to.have.length(1);
    expect((await statement(`${payer}:coop-1:2026-10`)).entryKeys).to.deep.equal([
      `${late.orderId}:bill:late`,
    ]);
  });

  it('closes at midnight, is issued on the 5th with its sum and its due days, and confirmed', async () => {
    const { id, payer, key } = await issued();
    const found = await statement(id);
    expect(found).to.include({ state: 'issued', v: 1 });
    expect(found.snapshots[0]).to.deep.include({
      ...{ totalFen: 4_700, entryKeys: [key], dues: [{ on: '2026-10-20', fen: 4_700 }] },
    });
    await world.money.statements.confirm(id, 1, aBuyer(payer));
    await world.money.statements.confirm(id, 1, aBuyer(payer));
    expect(await statement(id)).to.include({ state: 'confirmed' });
    const late = world.money.statements.dispute(
      id,
      { v: 1, lines: [{ key, words: '?' }] },
      aBuyer(payer),
    );
    expect(await late.catch((error: unknown) => error)).to.include({
      code: 'statement.wrong-state',
    });
  });

  it('comes again as version 2 when it was wrong, the first one kept, nothing lost between', async () => {
    const { id, payer, key, orderId } = await issued();
    await world.money.statements.dispute(
      id,
      { v: 1, lines: [{ key, words: '少 1 kg' }] },
      aBuyer(payer),
    );
    const corrections = [{ orderId, no: 1, fen: 500 }];
    await world.money.statements.answer(id, { words: '同意', corrections }, seller);
    await sweep();
    const found = await statement(id);
    expect(found).to.include({ state: 'issued', v: 2 });
    expect(found.snapshots.map(({ totalFen }) => totalFen)).to.deep.equal([4_700, 4_200]);
    expect(found.entryKeys).to.have.length(2);
    expect(await credited(orderId)).to.equal(500);
  });

  it('stays as it is where the seller says it is right', async () => {
    const { id, payer, key } = await issued();
    await world.money.statements.dispute(id, { v: 1, lines: [{ key, words: '?' }] }, aBuyer(payer));
    await world.money.statements.answer(id, { words: '过磅单在附件', corrections: [] }, seller);
    expect(await statement(id)).to.include({ state: 'issued', v: 1 });
  });

  async function credited(orderId: string): Promise<number> {
    return (await world.accounts.get(orderId)).creditedFen;
  }

  it('shows a bank number that was recorded before instead of booking it twice', async () => {
    const { payer } = await issued();
    const paid = {
      sellerId: 'coop-1',
      fen: 4_700,
      on: '2026-10-10',
      bankRef: `B-${payer}`,
      proofId: null,
    };
    const by = () => ({ actor: aBuyer(payer), command: anOrderCommand() });
    await world.money.bankPayments.record(paid, by());
    const again = await world.money.bankPayments.record(paid, by()).catch((e: unknown) => e);
    expect(again).to.be.instanceOf(AppError).and.to.include({ code: 'bank-payment.duplicate' });
  });

  describe('a process that dies at any write', () => {
    const MOMENTS: readonly Moment[] = ['before', 'after'];

    /** Kills at each write in turn until the work comes through alive, each time from a fresh start. */
    async function killedAtEachWrite<T>(
      begin: () => Promise<T>,
      { work, then }: { work: (it: T) => Promise<unknown>; then: (it: T) => Promise<void> },
    ): Promise<number> {
      const killer = crashing(db());
      let kills = 0;
      for (const moment of MOMENTS) {
        for (let n = 1; ; n += 1) {
          const it = await begin();
          killer.dieAt(n, moment);
          await work(it).catch((error: unknown) => {
            const text = error instanceof AggregateError ? String(error.errors[0]) : String(error);
            if (!/killed/.test(text)) throw error;
          });
          const died = killer.heal();
          world.clock.advanceMs(61_000);
          await sweep();
          await then(it);
          if (!died) break;
          kills += 1;
        }
      }
      return kills;
    }

    it('posts a charge once, on one statement', async function () {
      this.timeout(180_000);
      const kills = await killedAtEachWrite(
        async () => {
          const order = await anOrder();
          await sweep();
          await charge(order.orderId, 'r1');
          return order;
        },
        {
          work: ({ orderId }) => world.accounts.follow(orderId),
          then: async ({ payer, orderId }) => {
            const { folded } = await world.book.ledger.between(payer, 'coop-1');
            expect(folded.owedFen).to.equal(4_700);
            const found = await statement(`${payer}:coop-1:2026-09`);
            expect(found.entryKeys).to.deep.equal([`${orderId}:bill:r1`]);
          },
        },
      );
      expect(kills).to.be.greaterThan(5);
    });

    it('confirms a payment once, and credit comes back once', async function () {
      this.timeout(180_000);
      const operator = { userId: 'u-op', orgId: 'p', role: 'operator', duties: [] } as const;
      await killedAtEachWrite(
        async () => {
          const payer = `payer-${(payers += 1)}`;
          const by = { actor: operator, command: anOrderCommand() };
          await world.limits.service.set('credit', { id: payer, to: 20_000 }, by);
          const { orderId } = await anOrder(payer);
          await charge(orderId, 'r1');
          await world.accounts.row(orderId, { key: 'order:settle', kind: 'settle', lines: [] });
          await sweep();
          const paid = {
            sellerId: 'coop-1',
            fen: 4_700,
            on: '2026-09-21',
            bankRef: payer,
            proofId: null,
          };
          const { _id } = await world.money.bankPayments.record(paid, {
            actor: aBuyer(payer),
            command: anOrderCommand(),
          });
          return { payer, id: _id };
        },
        {
          work: ({ id }) => world.money.bankPayments.confirm(id, seller),
          then: async ({ payer, id }) => {
            await world.money.bankPayments.confirm(id, seller);
            const { folded } = await world.book.ledger.between(payer, 'coop-1');
            expect(folded).to.include({ owedFen: 0, paidFen: 4_700 });
            const pool = await world.limits.pools.credit.get(payer);
            expect(pool).to.include({ used: 0, avail: 20_000 });
          },
        },
      );
    });

    it('corrects a disputed statement once, and no key ever leaves it', async function () {
      this.timeout(180_000);
      await killedAtEachWrite(
        async () => {
          const made = await issued();
          const lines = [{ key: made.key, words: '?' }];
          await world.money.statements.dispute(made.id, { v: 1, lines }, aBuyer(made.payer));
          return made;
        },
        {
          work: ({ id, orderId }) => answer(id, orderId),
          then: async ({ id, orderId, key }) => {
            const now = await statement(id);
            expect(now.entryKeys).to.include(key);
            if (now.state === 'disputed') await answer(id, orderId);
            await sweep();
            const found = await statement(id);
            expect(found).to.include({ state: 'issued', v: 2 });
            expect(found.snapshots[1]).to.include({ totalFen: 4_200 });
            expect(await credited(orderId)).to.equal(500);
          },
        },
      );
    });

    function answer(id: string, orderId: string): Promise<void> {
      const corrections = [{ orderId, no: 1, fen: 500 }];
      return world.money.statements.answer(id, { words: '同意', corrections }, seller);
    }
  });
});
