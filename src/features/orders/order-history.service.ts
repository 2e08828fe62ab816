import type { Day } from '../../shared/day.ts';
import type { Price } from '../../shared/money.ts';
import type { Order } from './order.ts';
import {
  groupOfOrder,
  isTerminal,
  liveLines,
  statusOf,
  type GroupStatus,
  type OrderGroup,
} from './order-group.ts';
import type { OrderGroupStore } from './order-group.store.ts';
import type { OrderAccountStore } from './order-account.store.ts';
import { acceptedOf, type Accepted } from './order-account.ts';
import type { OrderStore } from './order.store.ts';

interface Deps {
  groups: Pick<OrderGroupStore, 'ofBuyer' | 'byId'>;
  orders: Pick<OrderStore, 'ofGroups'>;
  accounts: Pick<OrderAccountStore, 'ofOrders'>;
}

/** A checkout with its orders, as its buyer sees it. */
export interface Placed {
  readonly group: OrderGroup;
  readonly orders: readonly Order[];
  readonly status: GroupStatus;
  /** What was taken in, by order; nothing yet of the others. */
  readonly accepted: ReadonlyMap<string, Accepted>;
}

/** A line of the last order of a sku. */
export interface Bought {
  readonly units: number;
  readonly price: Price;
}

const NEWEST = 100;
const DAY_MS = 24 * 60 * 60 * 1000;
/** What never came about says nothing about what a buyer usually buys. */
const CAME_ABOUT = ['awaiting_approval', 'secured', 'committed', 'done'];

/** What a buyer has ordered. */
export function createOrderHistory({ groups, orders, accounts }: Deps) {
  const withOrders = createJoining({ orders, accounts });

  /** Newest first. */
  async function ofBuyer(buyerId: string): Promise<Placed[]> {
    return withOrders(await groups.ofBuyer(buyerId, NEWEST));
  }

  async function one(groupId: string): Promise<Placed | undefined> {
    const group = await groups.byId(groupId);
    return group && (await withOrders([group]))[0];
  }

  /** How many of each sku were ordered the last time, and at which price. */
  async function lastBought(buyerId: string): Promise<ReadonlyMap<string, Bought>> {
    const last = new Map<string, Bought>();
    for (const { lines } of await bought(buyerId)) {
      for (const { skuId, orderedUnits: units, price } of lines) {
        if (!last.has(skuId)) last.set(skuId, { units, price });
      }
    }
    return last;
  }

  /** Each time this sku was ordered, newest first: when for, how many, at which price. */
  async function boughtOf(buyerId: string, skuId: string): Promise<(Bought & { needOn: Day })[]> {
    return (await bought(buyerId)).flatMap((group) =>
      liveLines(group)
        .filter((line) => line.skuId === skuId)
        .map(({ orderedUnits: units, price, needOn }) => ({ units, price, needOn })),
    );
  }

  /** Units by sku that came on the same weekday a week before `day`. */
  async function weekBefore(buyerId: string, day: Day): Promise<ReadonlyMap<string, number>> {
    const before = new Date(Date.parse(`${day}T00:00:00Z`) - 7 * DAY_MS).toISOString().slice(0, 10);
    const units = new Map<string, number>();
    for (const group of await bought(buyerId)) {
      for (const { skuId, orderedUnits, needOn } of liveLines(group)) {
        if (needOn === before) units.set(skuId, (units.get(skuId) ?? 0) + orderedUnits);
      }
    }
    return units;
  }

  async function bought(buyerId: string): Promise<OrderGroup[]> {
    const found = await groups.ofBuyer(buyerId, NEWEST);
    return found.filter(({ state }) => CAME_ABOUT.includes(state));
  }

  /** Whether nobody will touch the holds of this order any more: its group and all of its orders ended. */
  async function isOver(orderId: string): Promise<boolean> {
    const placed = await one(groupOfOrder(orderId));
    if (!placed || !isTerminal(placed.group)) return false;
    return placed.orders.every(({ state }) => state === 'closed' || state === 'cancelled');
  }

  return { ofBuyer, one, lastBought, boughtOf, weekBefore, isOver };
}

/** Checkouts with what became of them. */
function createJoining({ orders, accounts }: Pick<Deps, 'orders' | 'accounts'>) {
  return async function withOrders(found: readonly OrderGroup[]): Promise<Placed[]> {
    const parts = found.length > 0 ? await orders.ofGroups(found.map(({ _id }) => _id)) : [];
    const accepted = await acceptedIn(parts);
    return found.map((group) => {
      const own = parts.filter(({ groupId }) => groupId === group._id);
      return { group, orders: own, status: statusOf(group, own), accepted };
    });
  };

  async function acceptedIn(parts: readonly Order[]): Promise<ReadonlyMap<string, Accepted>> {
    const found = parts.length > 0 ? await accounts.ofOrders(parts.map(({ _id }) => _id)) : [];
    return new Map(
      found.flatMap((account) => {
        const taken = acceptedOf(account);
        return taken ? [[account._id, taken] as const] : [];
      }),
    );
  }
}
