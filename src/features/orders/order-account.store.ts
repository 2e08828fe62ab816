import type { Connection, UpdateQueryKnownOnly } from 'mongoose';
import { isDuplicate, trusted } from '../../platform/database.ts';
import { dueWork } from '../../platform/due.ts';
import { orderAccountModel, type OrderAccountDoc } from './order-account.model.ts';
import type { Booking, OrderAccount, RowOut } from './order-account.ts';

type Update = UpdateQueryKnownOnly<OrderAccountDoc>;

/** Every way `orderAccounts` is read or written. */
export function createOrderAccountStore(db: Connection) {
  const Accounts = orderAccountModel(db);

  return {
    /** With its order, once. */
    async insert(account: OrderAccount): Promise<void> {
      try {
        const [{ key, at } = { key: 'order:open', at: new Date(0) }] = account.rows;
        const job = { out: [outOf(key, at)], due: at, lease: { epoch: 0, until: new Date(0) } };
        await Accounts.create({ ...account, ...job } as unknown as OrderAccountDoc);
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
    },

    async byId(orderId: string): Promise<OrderAccount | undefined> {
      return toAccount(await Accounts.findOne({ _id: orderId }).lean());
    },

    async ofOrders(orderIds: readonly string[]): Promise<OrderAccount[]> {
      const ids = trusted({ $in: [...orderIds] });
      const docs = await Accounts.find({ _id: ids }).sort({ _id: 1 }).lean();
      return docs.flatMap((doc) => toAccount(doc) ?? []);
    },

    /**
     * M1: books the row on the account as it was read, once per key, and never credits more of a
     * line than is left of it. False when something else was booked meanwhile, or this was.
     */
    async book(
      seen: Pick<OrderAccount, '_id' | 'n' | 'lines'>,
      booking: Booking,
    ): Promise<boolean> {
      const { row, lines, ...sums } = booking;
      const { modifiedCount } = await Accounts.updateOne(
        {
          _id: seen._id,
          n: seen.n,
          'rows.key': trusted({ $ne: row.key }),
          ...enough(seen, booking),
        },
        {
          $set: { ...sums, lines: [...lines], n: row.n, due: row.at },
          $push: {
            rows: { ...row, lines: [...row.lines] },
            out: outOf(row.key, row.at),
          },
        } satisfies Update,
      );
      return modifiedCount === 1;
    },

    async withOut(orderId: string): Promise<WithOut | undefined> {
      return toAccount(await Accounts.findOne({ _id: orderId }).lean());
    },

    /** What follows from this row has its receivers. */
    async markOut(orderId: string, outId: string, at: Date): Promise<void> {
      await Accounts.updateOne(
        { _id: orderId, out: trusted({ $elemMatch: { id: outId, doneAt: null } }) },
        { $set: { 'out.$.doneAt': at } },
      );
    },

    /** A successor key, where the one as read came too late. */
    async succeed(orderId: string, { id, s = 0 }: RowOut, t: Date): Promise<void> {
      await Accounts.updateOne(
        { _id: orderId, out: trusted({ $elemMatch: { id, s, doneAt: null } }) },
        { $set: { 'out.$.s': s + 1, 'out.$.t': t } },
      );
    },

    sweeper: dueWork(db, Accounts.modelName),
  };
}

export type WithOut = OrderAccount & { readonly out: readonly RowOut[] };

function toAccount(doc: OrderAccountDoc | null): WithOut | undefined {
  return (doc ?? undefined) as WithOut | undefined; // lean: stored exactly as the type says
}

function outOf(id: string, at: Date) {
  return { id, at, doneAt: null, s: 0, t: null };
}

export type OrderAccountStore = ReturnType<typeof createOrderAccountStore>;

/** `lines.{i}.creditableFen ≥ f` of each line that a credit names. */
function enough({ lines }: Pick<OrderAccount, 'lines'>, { row }: Booking) {
  if (row.kind !== 'credit') return {};
  return Object.fromEntries(
    row.lines.map(({ no, fen }) => [
      `lines.${lines.findIndex((line) => line.no === no)}.creditableFen`,
      trusted({ $gte: fen }),
    ]),
  );
}
