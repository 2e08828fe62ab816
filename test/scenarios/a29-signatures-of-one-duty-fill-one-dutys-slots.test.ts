import { expect } from 'chai';
import type { Duty } from '../../src/shared/actor.ts';
import { useTestDb } from '../support/db.ts';
import { aBuyer, aGroup, aLine, anOrderCommand, ordersOn } from '../support/orders.ts';

/** A29 of `orders.md` §13. */
describe('A29: two signatures of one duty do not fill two duties’ slots', () => {
  const db = useTestDb();
  let world: Awaited<ReturnType<typeof ordersOn>>;

  before(async () => {
    world = await ordersOn(db());
    await world.aPool(1_000_000);
  });

  async function waiting() {
    const approvalRules = [
      { overFen: 0, role: 'approver', count: 1 },
      { overFen: 100, role: 'accountant', count: 1 },
    ] as const;
    const group = aGroup([aLine()], { approvalRules });
    return world.groups.place(group, { actor: aBuyer(), command: anOrderCommand() });
  }

  const as = (userId: string, ...duties: Duty[]) => ({ userId, duties });
  const codeOf = (work: Promise<unknown>) =>
    work.then(
      () => 'done',
      (error: unknown) => (error as { code?: string }).code,
    );

  it('waits for the other duty, and says which', async () => {
    const { _id } = await waiting();
    await world.approvals.sign(_id, as('u-1', 'approver'));
    expect(await codeOf(world.approvals.sign(_id, as('u-2', 'approver')))).to.equal(
      'approval.other-duty',
    );
    expect((await world.groups.get(_id)).state).to.equal('awaiting_approval');
    await world.approvals.sign(_id, as('u-3', 'accountant'));
    expect((await world.groups.get(_id)).state).to.equal('done');
  });

  it('lets somebody with both duties fill one slot, not both', async () => {
    const { _id } = await waiting();
    await world.approvals.sign(_id, as('u-1', 'approver', 'accountant'));
    await world.approvals.sign(_id, as('u-1', 'approver', 'accountant'));
    const { approval, state } = await world.groups.get(_id);
    expect(state).to.equal('awaiting_approval');
    expect(approval?.slots.filter(({ userId }) => userId !== null)).to.have.length(1);
  });

  it('never lets who placed it sign, and is not harmed by two last signers at once', async () => {
    const { _id } = await waiting();
    const own = world.approvals.sign(_id, as('u-canteen-1', 'approver', 'accountant'));
    expect(await codeOf(own)).to.equal('approval.own-order');
    await world.approvals.sign(_id, as('u-1', 'approver'));
    const last = ['u-2', 'u-3'].map((id) =>
      codeOf(world.approvals.sign(_id, as(id, 'accountant'))),
    );
    expect(await Promise.all(last)).to.include('done');
    const { approval, state } = await world.groups.get(_id);
    expect(state).to.equal('done');
    expect(approval?.slots.every(({ userId }) => userId !== null)).to.equal(true);
  });
});
