import { expect } from 'chai';
import type { NewNotice } from '../../src/features/notifications/index.ts';
import type { NewTask } from '../../src/features/tasks/index.ts';
import type { Actor } from '../../src/shared/actor.ts';
import { useTestApp } from '../support/app.ts';

const RECEIVER: Actor = {
  userId: 'u-1',
  orgId: 'canteen-1',
  role: 'canteen',
  duties: ['receiver'],
};
const OPERATOR: Actor = { userId: 'u-2', orgId: 'platform', role: 'operator', duties: [] };
const LATE: NewTask = {
  _id: 'receipt-late:d1',
  kind: 'receipt-late',
  orgId: RECEIVER.orgId,
  href: '/canteen/receive/d1',
  facts: { deliveryId: 'd1' },
};
const SHORT: NewNotice = {
  _id: 'receipt-short:d1',
  kind: 'receipt-short',
  orgId: RECEIVER.orgId,
  href: '/coop/orders',
  facts: { deliveryId: 'd1', shortKg: 3 },
};

describe('what a person must decide, and what people are told', () => {
  const app = useTestApp();

  it('one cause makes one task, however often it is told, also after it was done', async () => {
    const { tasks } = app().services;
    await Promise.all(Array.from({ length: 20 }, () => tasks.add(LATE)));
    expect((await tasks.listOf(RECEIVER)).open).to.have.lengthOf(1);
    expect(await tasks.countOpen(RECEIVER)).to.equal(1);
    await tasks.finish(LATE._id, '已验收', RECEIVER);
    await tasks.add(LATE);
    const { open, done } = await tasks.listOf(RECEIVER);
    expect([open.length, done[0]?.outcome]).to.deep.equal([0, '已验收']);
  });

  it('keeps the first decision when two people decide at once', async () => {
    const { tasks } = app().services;
    await tasks.add({ ...LATE, _id: 'receipt-late:d2' });
    const ends = await Promise.all(
      ['a', 'b'].map((words) => tasks.finish('receipt-late:d2', words, RECEIVER)),
    );
    expect(new Set(ends.map(({ outcome }) => outcome)).size).to.equal(1);
  });

  it('gives the operator what nobody else owns', async () => {
    const { tasks } = app().services;
    const stuck = { ...LATE, _id: 'saga-stuck:g1', kind: 'saga-stuck', orgId: null } as const;
    await tasks.add({ ...stuck, facts: { groupId: 'g1' } });
    expect((await tasks.listOf(OPERATOR)).open.map(({ _id }) => _id)).to.deep.equal([stuck._id]);
    expect((await tasks.listOf(RECEIVER)).open).to.deep.equal([]);
  });

  it('tells everybody once, and remembers when it was read first', async () => {
    const { notifications } = app().services;
    await Promise.all([notifications.send(SHORT), notifications.send(SHORT)]);
    const [notice] = await notifications.inboxOf(RECEIVER.orgId);
    expect(notice?.readAt).to.equal(null);
    const first = await notifications.read(SHORT._id);
    app().clock.advanceMs(60_000);
    expect((await notifications.read(SHORT._id)).readAt).to.deep.equal(first.readAt);
    expect(await notifications.inboxOf(RECEIVER.orgId)).to.have.lengthOf(1);
  });
});
