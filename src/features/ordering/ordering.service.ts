import type { Actor } from '../../shared/actor.ts';
import type { Command } from '../../shared/command.ts';
import { AppError } from '../../shared/errors.ts';
import type { OfferedSku } from '../catalogue/index.ts';
import type { DeliverTo, GroupLine, NewGroup, OrderGroup } from '../orders/index.ts';
import { checkShown, resolvePrice } from '../prices/index.ts';
import {
  approvalsFor,
  checkWish,
  handedOverOn,
  lineOf,
  needOnOf,
  notOffered,
  type Buyer,
  type Seller,
  type Wish,
} from './quote.ts';

/** An organisation, as far as ordering is concerned: it sells, or buys for its canteen. */
interface Organisation extends Seller {
  readonly address: string;
  readonly contact: { readonly name: string; readonly phone: string };
  readonly districtId: string | null;
  readonly settings: {
    readonly approval: { readonly overFen: number } | null;
    readonly deliveryDays: readonly number[];
    readonly deliveryWindow: { readonly from: string };
  };
}

interface By {
  readonly actor: Actor;
  readonly command: Command;
}

interface Deps {
  offersByIds: (ids: readonly string[]) => Promise<readonly OfferedSku[]>;
  organisation: (orgId: string) => Promise<Organisation | undefined>;
  orders: {
    earlierOf: (buyerId: string, command: Command) => Promise<OrderGroup | undefined>;
    place: (group: NewGroup, by: By) => Promise<OrderGroup>;
    advance: (id: string) => Promise<OrderGroup>;
  };
  /** Who takes consumers' money now. @throws AppError `payment.not-configured` */
  payBy: () => string;
  now: () => Date;
}

/** What a consumer orders. */
export interface Basket {
  readonly lines: readonly Wish[];
  readonly deliverTo: DeliverTo;
  /** 我已满 18 周岁, said now. */
  readonly isAdult: boolean;
}

/** From Monday to Sunday, from eight: how a consumer takes goods in. */
const AT_HOME = { deliveryDays: [1, 2, 3, 4, 5, 6, 7], handedOverAt: '08:00' };

/** Ways to arrive at an order: a canteen's sheet, a consumer's basket. */
export function createOrdering({ offersByIds, organisation, orders, payBy, now }: Deps) {
  /**
   * A canteen's order sheet becomes one group, for one day or several; on account. The same command
   * again is the same group.
   * @throws AppError as `checkWish`, `price.changed`, `organisation.suspended`, `request.key-reused`
   */
  async function submitSheet(wishes: readonly Wish[], { actor, command }: By): Promise<OrderGroup> {
    const earlier = await orders.earlierOf(actor.orgId, command);
    if (earlier) return orders.advance(earlier._id);

    const canteen = await organisation(actor.orgId);
    if (canteen?.standing !== 'active') throw suspended(canteen?.nameZh ?? actor.orgId);
    const { settings } = canteen;
    const lines = await quote(wishes, {
      orgId: actor.orgId,
      channel: 'canteen',
      deliveryDays: settings.deliveryDays,
      handedOverAt: settings.deliveryWindow.from,
      isAdult: false,
    });
    const totalFen = lines.reduce((sum, { lineFen }) => sum + lineFen, 0);
    const group: NewGroup = {
      ...{ lines, payerId: actor.orgId, channel: 'canteen', payBy: 'account' },
      deliverTo: doorOf(canteen),
      approvals: approvalsFor(settings.approval, totalFen),
    };
    return orders.place(group, { actor, command });
  }

  /**
   * A consumer's basket becomes a group that waits for its money.
   * @throws AppError as `checkWish`, `price.changed`, `payment.not-configured`, `request.key-reused`
   */
  async function checkout(basket: Basket, { actor, command }: By): Promise<OrderGroup> {
    const earlier = await orders.earlierOf(actor.orgId, command);
    if (earlier) return orders.advance(earlier._id);

    const { isAdult, deliverTo } = basket;
    const buyer = { orgId: actor.orgId, channel: 'retail', isAdult, ...AT_HOME } as const;
    const group: NewGroup = {
      ...{ payerId: actor.orgId, channel: 'retail', payBy: 'provider', approvals: 0, deliverTo },
      provider: payBy(),
      lines: await quote(basket.lines, buyer),
      ...(isAdult && { ageConfirmedAt: now() }),
    };
    return orders.place(group, { actor, command });
  }

  /** Days, rules and prices of every line, in order. */
  async function quote(wishes: readonly Wish[], buyer: Buyer): Promise<GroupLine[]> {
    const found = await offersByIds([...new Set(wishes.map(({ offerId }) => offerId))]);
    const sellers = await sellersOf(found);
    return wishes.map((wish, place) => {
      const offered = found.find(({ offer }) => offer.id === wish.offerId);
      if (!offered) throw notOffered(wish.offerId);
      const { offer } = offered;
      const known = { offered, buyer, now: now(), seller: sellers.get(offer.sellerId) };
      const needOn = needOnOf(wish, known);
      checkWish(wish, needOn, known);
      const units = unitsOf(offer.skuId, { wishes, found });
      const needAt = handedOverOn(needOn, buyer);
      const price = resolvePrice({ offer, units, needAt, buyerId: buyer.orgId });
      checkShown(offer.id, price, wish.shown);
      return lineOf(wish, { no: place + 1, needOn, ...price }, known);
    });
  }

  async function sellersOf(found: readonly OfferedSku[]): Promise<Map<string, Seller | undefined>> {
    const ids = [...new Set(found.map(({ offer }) => offer.sellerId))];
    return new Map(await Promise.all(ids.map(async (id) => [id, await organisation(id)] as const)));
  }

  return { submitSheet, checkout };
}

export type Ordering = ReturnType<typeof createOrdering>;

/** Where a canteen takes goods in: under its own name, with the phone of whoever answers for it. */
function doorOf({ nameZh: name, contact, address, districtId }: Organisation): DeliverTo {
  return { name, phone: contact.phone, address, ...(districtId !== null && { districtId }) };
}

/** Units of one sku in the whole group: what a tier counts. */
function unitsOf(
  skuId: string,
  { wishes, found }: { wishes: readonly Wish[]; found: readonly OfferedSku[] },
): number {
  const own = new Set(found.filter(({ offer }) => offer.skuId === skuId).map((o) => o.offer.id));
  return wishes.reduce((sum, { offerId, units }) => sum + (own.has(offerId) ? units : 0), 0);
}

function suspended(name: string): AppError {
  return new AppError('forbidden', 'organisation.suspended', `${name} cannot order now.`, {
    facts: { name },
  });
}
