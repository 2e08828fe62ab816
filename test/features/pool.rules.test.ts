import { expect } from 'chai';
import {
  findHold,
  mayLift,
  newHold,
  NO_EXPIRY,
  poolRefusal,
  stoppedStatus,
  type Balance,
} from '../../src/features/pools/pool.ts';
import { TEST_NOW } from '../support/builders.ts';

const later = (ms: number) => new Date(TEST_NOW.getTime() + ms);

describe('rules of a pool', () => {
  it('says that the seal has closed over an old command before anything else', () => {
    const sealed = aBalance({ sealedBefore: TEST_NOW, status: 'recalled', availG: 0 });
    expect(poolRefusal(sealed, { t: later(-1), usableAt: TEST_NOW, g: 1 })?.code).to.equal(
      'hold.too-late',
    );
    expect(poolRefusal(sealed, { t: TEST_NOW })).to.equal(undefined);
  });

  it('names the state of a batch that is not on sale', () => {
    const code = (status: Balance['status']) =>
      poolRefusal(aBalance({ status }), { usableAt: TEST_NOW })?.code;
    expect(code('on_hold')).to.equal('batch.on-hold');
    expect(code('recalled')).to.equal('batch.recalled');
    expect(code('submitted')).to.equal('batch.not-released');
    expect(code('released')).to.equal(undefined);
  });

  it('refuses goods that do not keep until they are needed', () => {
    const balance = aBalance({ usableUntil: TEST_NOW });
    expect(poolRefusal(balance, { usableAt: TEST_NOW })).to.equal(undefined);
    expect(poolRefusal(balance, { usableAt: later(1) })?.code).to.equal('batch.expired');
  });

  it('says how much is left when it is not enough, as 409', () => {
    const refusal = poolRefusal(aBalance({ availG: 300 }), { g: 301 });
    expect(refusal).to.include({ kind: 'conflict', code: 'batch.not-enough-stock' });
    expect(refusal?.facts).to.deep.equal({ availG: 300 });
  });

  it('is busy, as 503, when 2,000 holds are open', () => {
    const holds = Array.from({ length: 2_000 }, (_, n) => aHold(`h${n}`));
    const refusal = poolRefusal(aBalance({ holds }), { g: 1, adds: true });
    expect(refusal).to.include({ kind: 'busy', code: 'pool.busy' });
  });

  it('has no reason when the balance has room again', () => {
    expect(poolRefusal(aBalance({}), { t: TEST_NOW, usableAt: TEST_NOW, g: 5 })).to.equal(
      undefined,
    );
  });

  it('lets a stop be lifted by its own rank or a higher one only', () => {
    expect(mayLift('officer', 'officer')).to.equal(true);
    expect(mayLift('recall', 'seller')).to.equal(true);
    expect(mayLift('seller', 'test')).to.equal(false);
  });

  it('recalls a batch in any state and stops only what can still move', () => {
    expect(stoppedStatus('closed', 'recall')).to.equal('recalled');
    expect(stoppedStatus('released', 'seller')).to.equal('on_hold');
    expect(stoppedStatus('recalled', 'officer')).to.equal('recalled');
    expect(stoppedStatus('rejected', 'officer')).to.equal(undefined);
  });

  it('finds a hold by its id', () => {
    const balance = aBalance({ holds: [aHold('a'), aHold('b')] });
    expect(findHold(balance, 'b')?.id).to.equal('b');
    expect(findHold(balance, 'c')).to.equal(undefined);
  });
});

function aHold(id: string) {
  return newHold('sale', TEST_NOW, { id, ref: '', g: 1, t: TEST_NOW, s: 'held' });
}

function aBalance(more: Partial<Balance>): Balance {
  const none = { receivedG: 0, transformedInG: 0, returnedG: 0, movedInG: 0, heldG: 0, soldG: 0 };
  const out = { shippedG: 0, lossG: 0, sampleG: 0, transformedOutG: 0, movedOutG: 0 };
  return {
    ...none,
    ...out,
    id: 'b',
    custodianId: 'coop-1',
    productId: 'ds-pear-1',
    harvestedOn: '2026-09-18',
    status: 'released',
    usableUntil: NO_EXPIRY,
    availG: 1_000,
    sealedBefore: new Date(0),
    stops: [],
    lifted: [],
    gateRev: 0,
    unbound: false,
    holds: [],
    ...more,
  };
}
