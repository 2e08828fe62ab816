import { DONE, no, type Decide, type Outcome, type PoolDeps } from './decide.service.ts';
import { findHold, holdReleased, isPrunable, isRecordable, newHold, type Hold } from './pool.ts';
import type { InOrOut } from './sale.service.ts';

/** Ways in and out beside sales, and their reversal. */
export function createBook({ pools, movements, now, decide, balanceOf }: PoolDeps & Decide) {
  /** P8: a loss or a sample; out of the actor's own goods only, where `custodianId` is said. */
  function takeOut(
    poolId: string,
    { kind, custodianId, ...out }: InOrOut & TakeOut,
  ): Promise<Outcome> {
    const hold = { ...newHold(kind, now(), out), kind };
    return decide(poolId, out.id, {
      act: () => pools.takeOut(poolId, hold, custodianId),
      judge: bornVerdict,
      wanted: { t: out.t, g: out.g },
    });
  }

  /** P9: grams come in, in any status. */
  function receive(poolId: string, incoming: InOrOut): Promise<Outcome> {
    const hold = newHold('receive', now(), incoming);
    return decide(poolId, incoming.id, {
      act: () => pools.receive(poolId, hold),
      judge: bornVerdict,
      wanted: { t: incoming.t },
    });
  }

  /**
   * P12: takes back a receipt, a loss or a sample; a movement row names what it reverses. A receipt
   * that is partly gone is refused (`batch.not-enough-stock`); one that never came is kept from coming.
   */
  async function reverse(poolId: string, { id, t }: Pick<InOrOut, 'id' | 't'>): Promise<Outcome> {
    const tombstone = newHold('receive', now(), { id, ref: '', g: 0, t, s: 'released' });
    if (await pools.forbid(poolId, tombstone)) return DONE;
    const kept = findHold(await balanceOf(poolId), id);
    if (kept && kept.s !== 'done') return DONE;
    const hold = kept ?? (await movements.get(id));
    if (!hold) return DONE;
    const { g, kind, ref } = hold;
    const way = wayOf(kind);
    const reversal = newHold('reverse', now(), { id: `rev:${id}`, ref: id, g, t: now() });
    const outcome = await decide(poolId, reversal.id, {
      act: () => pools.reverse(poolId, { way, isPruned: !kept }, reversal),
      judge: () => DONE,
      wanted: { t: reversal.t, g: way === 'received' ? g : 0 },
    });
    if (outcome.done) {
      const row = { id: reversal.id, batchId: poolId, kind, g, n: 0, ref, at: now() };
      await movements.record({ ...row, reverses: id });
    }
    return outcome;
  }

  return { takeOut, receive, reverse };
}

/** The book of the batch, and what is put away when it is over. */
export function createArchive({ pools, movements, now, balanceOf }: PoolDeps & Decide) {
  /** P10: a row of the book for what has left or come. Reservations make none. */
  async function record(poolId: string, holdId: string): Promise<void> {
    const hold = findHold(await balanceOf(poolId), holdId);
    if (!hold || !isRecordable(hold)) return;
    const { g, n, ref } = hold;
    const kind = hold.kind === 'sale' ? 'ship' : hold.kind;
    await movements.record({
      id: holdId,
      batchId: poolId,
      kind,
      g,
      n,
      ref,
      at: now(),
      reverses: null,
    });
  }

  /**
   * P11: puts a settled hold away and seals the pool. Only when its cause is over for good, which the
   * caller knows, and 24 h old; false when it stays.
   */
  async function prune(poolId: string, holdId: string): Promise<boolean> {
    const hold = findHold(await balanceOf(poolId), holdId);
    if (!hold || !isPrunable(hold, now())) return false;
    if (hold.s !== 'released' && !(await movements.get(holdId))) return false;
    return pools.prune(poolId, hold);
  }

  return { record, prune };
}

interface TakeOut {
  readonly kind: 'loss' | 'sample';
  readonly custodianId?: string;
}

function bornVerdict({ id, s }: Hold): Outcome {
  return s === 'released' ? no(holdReleased(id)) : DONE;
}

function wayOf(kind: string): 'received' | 'loss' | 'sample' {
  if (kind === 'loss' || kind === 'sample') return kind;
  if (kind === 'receive') return 'received';
  throw new RangeError(`a ${kind} has no reversal here`);
}
