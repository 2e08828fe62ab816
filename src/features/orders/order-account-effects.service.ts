import { AppError } from '../../shared/errors.ts';
import { sweep } from '../../platform/due.ts';
import type { Limit, Pools } from './group-ports.ts';
import type { AccountRow, MoneyHold, OrderAccount, RowOut } from './order-account.ts';
import type { OrderAccountStore } from './order-account.store.ts';

interface Deps {
  accounts: OrderAccountStore;
  pools: Pick<Pools, 'budget' | 'credit'>;
  /** Writes the row into the ledger: once, however often it is told. */
  post: (account: OrderAccount, row: AccountRow) => Promise<void>;
  now: () => Date;
}

/** What follows from each row of an order's account: its credit and budget, then its ledger entry. */
export function createAccountEffects({ accounts, pools, post, now }: Deps) {
  /** Goes on from wherever it stands; any worker may, two at once. */
  async function advance(orderId: string): Promise<void> {
    const account = await accounts.withOut(orderId);
    if (!account) return;
    for (const out of account.out.toSorted((a, b) => a.at.getTime() - b.at.getTime())) {
      const row = account.rows.find(({ key }) => key === out.id);
      if (out.doneAt !== null || !row) continue;
      for (const hold of account.holds) await follow(account, { row, out, hold });
      await followBare(account, { row, out });
      await post(account, row);
      await accounts.markOut(orderId, out.id, now());
    }
  }

  async function follow(
    account: OrderAccount,
    { row, out, hold }: { row: AccountRow; out: RowOut; hold: MoneyHold },
  ): Promise<void> {
    const pool = pools[hold.pool];
    const as = { id: hold.hid, to: row.holdFen, n: row.n };
    const settled = account.rows.find(({ kind }) => kind === 'settle');
    if (row.kind === 'settle') return pool.settle(hold.poolId, as);
    if (!settled || row.n < settled.n) return pool.bring(hold.poolId, as);
    return moveBy(account, { row, out, pool, poolId: hold.poolId });
  }

  /** An order older than its payer's credit holds none of it: what it costs is spent as it comes. */
  async function followBare(
    account: OrderAccount,
    { row, out }: { row: AccountRow; out: RowOut },
  ): Promise<void> {
    const { payerId, payBy, holds } = account;
    if (payBy !== 'account' || holds.some(({ pool }) => pool === 'credit')) return;
    if ((await pools.credit.get(payerId)) === undefined) return;
    await moveBy(account, { row, out, pool: pools.credit, poolId: payerId });
  }

  /** P8, P9: a charge is spent, a credit given back. */
  async function moveBy(
    { _id: ref }: OrderAccount,
    { row, out, pool, poolId }: { row: AccountRow; out: RowOut; pool: Limit; poolId: string },
  ): Promise<void> {
    if (row.fen === 0 || (row.kind !== 'charge' && row.kind !== 'credit')) return;
    const successor = out.s ? `:s${out.s}` : '';
    const moved = { id: `${ref}:${row.key}${successor}`, ref, g: row.fen, t: out.t ?? out.at };
    const way = row.kind === 'charge' ? 'spend' : 'give_back';
    const outcome = await pool.move(poolId, way, moved);
    if (!outcome.done) throw await again(ref, out, outcome.refusal);
  }

  /** Asked for too long ago: a successor key with a new instant, stored first. Never silently left out. */
  async function again(orderId: string, out: RowOut, refusal: AppError): Promise<AppError> {
    if (refusal.code !== 'hold.too-late') return refusal;
    await accounts.succeed(orderId, out, now());
    return new AppError('busy', 'account.busy', 'It is booked under another key next.');
  }

  /** One round of the sweeper over accounts. */
  const resume = () =>
    sweep(accounts.sweeper, {
      now,
      advance: async (id) => {
        await advance(id);
        return undefined;
      },
    });

  return { advance, resume };
}
