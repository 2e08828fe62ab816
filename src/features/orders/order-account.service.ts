import { AppError } from '../../shared/errors.ts';
import {
  book,
  isSameRow,
  type AccountRow,
  type NewRow,
  type OrderAccount,
} from './order-account.ts';
import type { OrderAccountStore } from './order-account.store.ts';
import { orderNotFound } from './order.ts';

interface Deps {
  accounts: OrderAccountStore;
  now: () => Date;
}

const TRIES = 5;

/** The money of orders: one way to book, whoever asks. */
export function createOrderAccountService({ accounts, now }: Deps) {
  /** @throws AppError `order.not-found` */
  async function get(orderId: string): Promise<OrderAccount> {
    const account = await accounts.byId(orderId);
    if (!account) throw orderNotFound(orderId);
    return account;
  }

  /**
   * M1: books a row, once per key. Safe to repeat: the same row again is answered with the first.
   * A function is given the account as read, for what depends on what is left.
   * @throws AppError `order.not-found`, `credit.more-than-charged`, `credit.other-amount`, `account.busy`
   */
  async function row(
    orderId: string,
    wanted: NewRow | ((account: OrderAccount) => NewRow),
  ): Promise<AccountRow> {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const account = await get(orderId);
      const next = typeof wanted === 'function' ? wanted(account) : wanted;
      const earlier = account.rows.find(({ key }) => key === next.key);
      if (earlier) {
        if (isSameRow(earlier, next)) return earlier;
        throw otherAmount(next.key);
      }
      const booking = book(account, next, now());
      if (await accounts.book(account, booking)) return booking.row;
    }
    throw new AppError('busy', 'account.busy', 'Too much is being booked on this order.');
  }

  return { get, row, open: (account: OrderAccount) => accounts.insert(account) };
}

export type OrderAccountService = ReturnType<typeof createOrderAccountService>;

function otherAmount(key: string): AppError {
  return new AppError('conflict', 'credit.other-amount', 'This was booked with other lines.', {
    facts: { key },
  });
}
