import { AppError } from '../src/shared/errors.ts';
import type { Actor } from '../src/shared/actor.ts';
import type { Price } from '../src/shared/money.ts';
import { sellerOf, type Grounds } from './batches.ts';
import type { CanteenCast } from './people.ts';
import { aCommand, at, DAY_MS, type Stage, type Story } from './stage.ts';

/** How far an order comes: the states that wait for a person, and the end. */
export type Upto =
  | 'awaiting_approval'
  | 'placed'
  | 'confirmed'
  | 'picking'
  | 'packed'
  | 'dispatched'
  | 'arrived'
  | 'signed_once'
  | 'final';
const STEPS: readonly Upto[] = [
  'awaiting_approval',
  'placed',
  'confirmed',
  'picking',
  'packed',
  'dispatched',
  'arrived',
  'signed_once',
  'final',
];

export interface SheetPlan {
  readonly canteen: CanteenCast;
  readonly lines: readonly { readonly skuId: string; readonly units: number }[];
  readonly at: Date;
  readonly upto: Upto;
  /** Grams taken in of what came, and why the rest was refused; all of it unless said. */
  readonly takes?: (shippedG: number) => Taking;
}

interface Taking {
  readonly acceptedG: number;
  readonly rejectedG: number;
  readonly reason?: 'chilling_injury' | 'damaged' | 'spoiled';
}

/** A canteen's order from the sheet to the ledger, by everybody whose part it is. */
export async function* sheetStory(stage: Stage, grounds: Grounds, plan: SheetPlan): Story {
  const { services } = stage;
  yield plan.at;
  const groupId = await placeSheet(stage, grounds, plan);
  if (groupId === undefined || !goesOn(plan, 'placed')) return;
  await approve(stage, groupId, plan.canteen);
  const parts = (await services.orders.history.one(groupId))?.orders ?? [];

  yield notLater(stage, new Date(plan.at.getTime() + 3_600_000));
  if (!goesOn(plan, 'confirmed')) return;
  for (const { _id } of parts) await services.orders.orders.confirm(_id);
  if (!goesOn(plan, 'picking')) return;
  for (const part of parts) yield* partStory(stage, grounds, { plan, ...part });
}

interface Part {
  readonly plan: SheetPlan;
  readonly _id: string;
  readonly needOn: string;
  readonly sellerId: string;
}

/** One cooperative's part: picked the afternoon before, at the door in the morning. */
async function* partStory(
  stage: Stage,
  grounds: Grounds,
  { plan, _id, needOn, sellerId }: Part,
): Story {
  const needAt = new Date(`${needOn}T06:20:00+08:00`);
  yield notLater(stage, new Date(needAt.getTime() - 14 * 3_600_000));
  const seller = [...grounds.sellers.values()].find(({ orgId }) => orgId === sellerId);
  if (!seller) throw new RangeError('sold by nobody on the stage');
  const deliveryId = await ship(stage, { orderId: _id, seller, plan });
  if (deliveryId === undefined || !goesOn(plan, 'arrived')) return;
  yield notLater(stage, needAt);
  await stage.services.fulfilment.arrive(deliveryId);
  if (!goesOn(plan, 'signed_once')) return;
  yield notLater(stage, new Date(needAt.getTime() + 900_000));
  await takeIn(stage, grounds, { deliveryId, plan, both: goesOn(plan, 'final') });
}

function goesOn({ upto }: SheetPlan, step: Upto): boolean {
  return STEPS.indexOf(upto) >= STEPS.indexOf(step);
}

function notLater({ today }: Stage, instant: Date): Date {
  return instant < today ? instant : today;
}

/** Returns nothing where the order was refused: that, too, is a state that a visitor sees. */
async function placeSheet(
  { services: { ordering, orders } }: Stage,
  grounds: Grounds,
  { canteen, lines }: SheetPlan,
): Promise<string | undefined> {
  const wishes = lines.map(({ skuId, units }) => {
    const { orgId } = sellerOf(grounds, skuId.split('.')[0] ?? '');
    return { offerId: `${orgId}:${skuId}:canteen`, units };
  });
  const { catalogue } = grounds;
  const shown = await catalogue.offersByIds(wishes.map(({ offerId }) => offerId));
  const priced = wishes.map((wish) => ({ ...wish, shown: priceIn(shown, wish.offerId) }));
  const by = { actor: canteen.buyer, command: aCommand() };
  try {
    const { _id } = await ordering.submitSheet(priced, by);
    await orders.groups.advance(_id);
    return _id;
  } catch (error) {
    if (error instanceof AppError && error.code === 'order.not-enough-stock') return undefined;
    throw error;
  }
}

export function priceIn(
  offered: readonly { offer: { id: string; price: Price } }[],
  offerId: string,
): Price {
  const found = offered.find(({ offer }) => offer.id === offerId);
  if (!found) throw new RangeError(`no offer ${offerId}`);
  return found.offer.price;
}

async function approve({ services }: Stage, groupId: string, { approver }: CanteenCast) {
  const { state } = await services.orders.groups.get(groupId);
  if (state === 'awaiting_approval') await services.orders.approvals.sign(groupId, approver);
}

interface Shipment {
  readonly orderId: string;
  readonly seller: Actor;
  readonly plan: SheetPlan;
}

async function ship({ services }: Stage, { orderId, seller, plan }: Shipment) {
  const { fulfilment, orders } = services;
  await fulfilment.orders.startPicking(orderId);
  if (!goesOn(plan, 'packed')) return undefined;
  for (const { hid, orderedG } of (await orders.orders.get(orderId)).allocs) {
    await fulfilment.weigh(orderId, { hid, g: orderedG }, { actor: seller, command: aCommand() });
  }
  await fulfilment.orders.pack(orderId);
  const { _id } = await fulfilment.load(orderId);
  if (!goesOn(plan, 'dispatched')) return undefined;
  const van = { plate: '示例牌照', driver: '示例司机' };
  await fulfilment.dispatch(_id, { ...van, by: seller.userId });
  return _id;
}

interface TakeIn {
  readonly deliveryId: string;
  readonly plan: SheetPlan;
  readonly both: boolean;
}

async function takeIn(stage: Stage, grounds: Grounds, { deliveryId, plan, both }: TakeIn) {
  const { fulfilment, receiving } = stage.services;
  const { receiver, second } = plan.canteen;
  const { snapshot } = await fulfilment.get(deliveryId);
  const lines = await Promise.all(
    snapshot.map(async ({ line, batchId, g, orderedG }) => {
      const { reason, ...grams } = plan.takes?.(g) ?? { acceptedG: g, rejectedG: 0 };
      const photo = reason && (await grounds.pictures.photo('vegetable', 1, receiver));
      return {
        ...{ no: line, batchId, ...grams, units: Math.max(1, Math.round(orderedG / 1_000)) },
        ...{ photos: photo ? [photo] : [], tempC10: reason ? 21 : 42 },
        checks: reason ? (['look', 'packing'] as const).slice() : [...ALL_CHECKS],
        ...(reason && { reason }),
      };
    }),
  );
  const wholeUnits = await withUnits(stage, deliveryId, lines);
  const draft = { name: '验收员甲（示例）', lines: wholeUnits, excess: [] };
  const { _id } = await receiving.receive(deliveryId, draft, {
    ...{ actor: receiver, command: aCommand() },
  });
  if (both) await receiving.sign(_id, '验收员乙（示例）', second);
}

const ALL_CHECKS = ['look', 'smell', 'packing', 'temperature', 'papers'] as const;

/** Units count only where the price is by the unit: whole ones, of what was accepted. */
async function withUnits<L extends { no: number; acceptedG: number; units: number }>(
  { services }: Stage,
  deliveryId: string,
  lines: readonly L[],
) {
  const { orderId } = await services.fulfilment.get(deliveryId);
  const order = await services.orders.orders.get(orderId);
  return lines.map(({ units: _, ...line }) => {
    const ordered = order.lines.find(({ no }) => no === line.no);
    const byUnit = ordered?.price && 'perUnit' in ordered.price;
    const units = byUnit ? Math.floor(line.acceptedG / ordered.nominalG) : undefined;
    return { ...line, ...(units !== undefined && { units }) };
  });
}

/** An instant some days before today, at an hour when sheets are sent. */
export function sheetTime({ today }: Stage, days: number): Date {
  const instant = at(today, days, '10:30');
  return instant < today ? instant : new Date(today.getTime() - DAY_MS / 48);
}
