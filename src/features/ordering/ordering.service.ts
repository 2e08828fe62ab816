import type { Actor } from '../../shared/actor.ts';
import type { Command } from '../../shared/command.ts';
import { CONSUMER_DAYS, type BuyerDays } from '../../shared/calendar.ts';
import { AppError } from '../../shared/errors.ts';
import { gramsOf } from '../../shared/units.ts';
import type { OfferedSku } from '../catalogue/index.ts';
import type { DeliverTo, GroupLine, NewGroup, OrderGroup } from '../orders/index.ts';
import { linesInstead, tried, type Tried } from './instead.ts';
import { type Buyer, type Seller, type Wish } from './quote.ts';
import type { Quoting } from './quoting.service.ts';

/** An organisation, as far as ordering is concerned: it sells, or buys for its canteen. */
interface Organisation extends Seller {
  readonly address: string;
  readonly contact: { readonly name: string; readonly phone: string };
  readonly districtId: string | null;
  readonly settings: {
    readonly approvals: NewGroup['approvalRules'];
    readonly termsDays: number;
    readonly payerId: string | null;
    readonly deliveryDays: readonly number[];
    readonly deliveryWindow: { readonly from: string };
  };
}

interface By {
  readonly actor: Actor;
  readonly command: Command;
}

interface Deps {
  quote: Quoting['quote'];
  priced: Quoting['priced'];
  offersByIds: (ids: readonly string[]) => Promise<readonly OfferedSku[]>;
  /** The days on which a canteen takes goods in. */
  daysOf: (orgId: string, weekdays: readonly number[]) => Promise<BuyerDays>;
  /** What was typed for this order is placed now: the draft is empty again. */
  submitted: (actor: Actor, groupId: string) => Promise<void>;
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
const AT_HOME = { days: CONSUMER_DAYS, handedOverAt: '08:00' };

/** Ways to arrive at an order: a canteen's sheet, a consumer's basket. */
export function createOrdering({ quote, organisation, orders, payBy, now, ...deps }: Deps) {
  const { daysOf, submitted, priced, offersByIds } = deps;
  const buyerOf = createBuyers(daysOf);
  const trials = createTrials({ organisation, priced, offersByIds, buyerOf });

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
    const lines = await quote(wishes, await buyerOf(canteen, actor.orgId));
    const group: NewGroup = {
      ...{ lines, channel: 'canteen', payBy: 'account', deliverTo: doorOf(canteen) },
      ...onAccount(actor.orgId, settings),
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
      ...{ payerId: actor.orgId, channel: 'retail', payBy: 'provider', deliverTo },
      ...{ approvalRules: [], termsDays: 0 },
      provider: payBy(),
      lines: await quote(basket.lines, buyer),
      ...(isAdult && { ageConfirmedAt: now() }),
    };
    return orders.place(group, { actor, command });
  }

  /** The sheet of the screen: what was typed for it goes once it is placed; a refused one stays. */
  async function submitTyped(wishes: readonly Wish[], by: By): Promise<OrderGroup> {
    const group = await submitSheet(wishes, by);
    const isRefused = group.state === 'rejected' || group.state === 'rejecting';
    if (!isRefused) await submitted(by.actor, group._id);
    return group;
  }

  return { submitSheet, submitTyped, checkout, ...trials };
}

export type Ordering = ReturnType<typeof createOrdering>;

/** A canteen as a buyer: when it takes goods in. */
function createBuyers(daysOf: Deps['daysOf']) {
  return async function buyerOf({ settings }: Organisation, orgId: string): Promise<Buyer> {
    const { deliveryDays, deliveryWindow } = settings;
    const days = await daysOf(orgId, deliveryDays);
    return { orgId, channel: 'canteen', days, handedOverAt: deliveryWindow.from, isAdult: false };
  };
}

interface TrialDeps extends Pick<Deps, 'organisation' | 'priced' | 'offersByIds'> {
  buyerOf: ReturnType<typeof createBuyers>;
}

/** What lines would be, each by itself, and what could come instead of one: nothing is placed. */
function createTrials({ organisation, priced, offersByIds, buyerOf }: TrialDeps) {
  /** What a line would be of each of its substitutes, at its own price; only what can be ordered now. */
  async function instead(line: GroupLine, buyer: Pick<OrderGroup, 'buyerId' | 'channel'>) {
    const canteen = await organisation(buyer.buyerId);
    const as: Buyer =
      canteen && buyer.channel === 'canteen'
        ? await buyerOf(canteen, buyer.buyerId)
        : { orgId: buyer.buyerId, channel: 'retail', isAdult: false, ...AT_HOME };
    const found = await offersByIds(line.substitutes);
    return linesInstead(line, { found, quote: (wish) => priced(wish, as) });
  }

  /** Each line of a canteen's list by itself: as it would stand on the order, or why it cannot. */
  async function tryEach(wishes: readonly Wish[], orgId: string): Promise<Tried[]> {
    const canteen = await organisation(orgId);
    if (canteen?.standing !== 'active') throw suspended(canteen?.nameZh ?? orgId);
    const buyer = await buyerOf(canteen, orgId);
    return Promise.all(wishes.map((wish) => tried(() => priced(wish, buyer))));
  }

  /** What could come instead of a line of a canteen's list that cannot. */
  async function insteadOf(wish: Wish, orgId: string): Promise<Tried[]> {
    const { offerId, units, needOn, substitutes = [], onShort = 'refuse', note = '' } = wish;
    const canteen = await organisation(orgId);
    const [own] = await offersByIds([offerId]);
    if (!canteen || !own || needOn === undefined) return [];
    const buyer = await buyerOf(canteen, orgId);
    const found = await offersByIds(substitutes);
    const line = {
      no: 1,
      needOn,
      onShort,
      substitutes,
      note,
      orderedG: gramsOf(units, own.version),
    };
    const lines = await linesInstead(line, { found, quote: (other) => priced(other, buyer) });
    return lines.map((each) => ({ line: each }));
  }

  return { instead, tryEach, insteadOf };
}

/** Who settles what a canteen buys, when, and who signs for it first: as it stands now. */
function onAccount(
  orgId: string,
  { payerId, termsDays, approvals }: Organisation['settings'],
): Pick<NewGroup, 'payerId' | 'termsDays' | 'approvalRules'> {
  return { payerId: payerId ?? orgId, termsDays, approvalRules: approvals };
}

/** Where a canteen takes goods in: under its own name, with the phone of whoever answers for it. */
function doorOf({ nameZh: name, contact, address, districtId }: Organisation): DeliverTo {
  return { name, phone: contact.phone, address, ...(districtId !== null && { districtId }) };
}

function suspended(name: string): AppError {
  return new AppError('forbidden', 'organisation.suspended', `${name} cannot order now.`, {
    facts: { name },
  });
}
