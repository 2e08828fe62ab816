import type { Connection, UpdateQueryKnownOnly } from 'mongoose';
import { isDuplicate, trusted } from '../../platform/database.ts';
import { orderAccountModel, type OrderAccountDoc } from './order-account.model.ts';
import type { Booking, OrderAccount } from './order-account.ts';

type Update = UpdateQueryKnownOnly<OrderAccountDoc>;

/** Every way `orderAccounts` is read or written. */
export function createOrderAccountStore(db: Connection) {
  const Accounts = orderAccountModel(db);

  return {
    /** With its order, once. */
    async insert(account: OrderAccount): Promise<void> {
      try {
        await Accounts.create({ ...account, out: [] } as unknown as OrderAccountDoc);
      } catch (error) {
        if (!isDuplicate(error)) throw error;
      }
    },

    async byId(orderId: string): Promise<OrderAccount | undefined> {
      return (await Accounts.findOne({ _id: orderId }).lean()) ?? undefined; // lean: stored exactly as the type says
    },

    async ofOrders(orderIds: readonly string[]): Promise<OrderAccount[]> {
      const ids = trusted({ $in: [...orderIds] });
      return Accounts.find({ _id: ids }).sort({ _id: 1 }).lean();
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
          $set: { ...sums, lines: [...lines], n: row.n },
          $push: { rows: { ...row, lines: [...row.lines] } },
        } satisfies Update,
      );
      return modifiedCount === 1;
    },
  };
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
