import Joi from 'joi';
import {
  day,
  instant,
  list,
  object,
  oneOf,
  optional,
  withDefault,
  type Infer,
} from '../../shared/schema.ts';
import { PRICE_SOURCES } from '../../shared/price.ts';
import type { Accepted } from './order-account.ts';
import type { Placed } from './order-history.service.ts';
import { isTerminal, liveLines, type GroupLine, type OrderGroup } from './order-group.ts';
import {
  CHANNELS,
  LOAD_STATES,
  isPlanned,
  ORDER_STATES,
  UNITS_SOLD,
  WAYS_TO_PAY,
  type Alloc,
  type Order,
  type OrderState,
} from './order.ts';

const count = Joi.number().integer();
const words = object({ zh: Joi.string(), en: Joi.string() });
const price = Joi.object<{ fen: number; perG?: number; perUnit?: number }>({
  fen: count.required(),
  perG: count.optional(),
  perUnit: count.optional(),
});
const id = Joi.string().pattern(/^[0-9a-z]{26}$/, 'group');

export const byGroup = object({ id });
export const byOrder = object({
  id: Joi.string().pattern(/^[0-9a-z]{26}:[\w-]+:\d{4}-\d{2}-\d{2}$/, 'order'),
});
export const cancelRequest = object({
  reason: withDefault(Joi.string().trim().allow('').max(200), ''),
});
export const declineRequest = object({ reason: Joi.string().trim().min(1).max(200) });

const STATUSES = [
  'working',
  'awaiting_payment',
  'awaiting_approval',
  'rejected',
  'expired',
  'cancelled',
  'declined',
  'placed',
  'preparing',
  'dispatched',
  'closed',
] as const;

const lineView = object({
  no: count,
  skuId: Joi.string(),
  productId: Joi.string(),
  sellerId: Joi.string(),
  name: words,
  spec: words,
  soldBy: oneOf(...UNITS_SOLD),
  /** Of goods that are weighed, also parts of a unit. */
  orderedUnits: Joi.number(),
  orderedG: count,
  price,
  priceSource: oneOf(...PRICE_SOURCES),
  /** The contract the price comes from. */
  agreementNo: optional(Joi.string()),
  lineFen: count,
  needOn: day(),
  cutoffAt: instant(),
  note: Joi.string().allow(''),
  dropped: Joi.boolean(),
});

const allocView = object({
  line: count,
  /** The batch; of goods still in the field, their harvest plan. */
  batchId: Joi.string(),
  g: count,
  orderedG: count,
  /** 待采收: the day on which they are harvested and get their batch. */
  harvestOn: optional(day()),
});
const partView = object({
  id: Joi.string(),
  no: Joi.string(),
  sellerId: Joi.string(),
  needOn: day(),
  cutoffAt: instant(),
  state: oneOf(...ORDER_STATES),
  totalFen: count,
  /** What was taken in and is owed for it, once the buyer has received on account. */
  accepted: optional(
    object({ g: count, fen: count, lines: list(object({ no: count, g: count, fen: count })) }),
  ),
  allocs: list(allocView),
  loads: list(object({ n: count, state: oneOf(...LOAD_STATES) })),
  canCancel: Joi.boolean(),
  cancelReason: optional(Joi.string().allow('')),
});

export const groupView = object({
  id: Joi.string(),
  status: oneOf(...STATUSES),
  channel: oneOf(...CHANNELS),
  payBy: oneOf(...WAYS_TO_PAY),
  placedAt: instant(),
  placedBy: Joi.string(),
  deliverTo: object({ name: Joi.string(), phone: Joi.string(), address: Joi.string() }),
  lines: list(lineView),
  parts: list(partView),
  totalFen: count,
  /** Until when goods are set aside while it waits for money or a signature. */
  reservedUntil: optional(instant()),
  payUrl: optional(Joi.string()),
  isDemoPayment: Joi.boolean(),
  endNote: optional(Joi.string().allow('')),
  canCancel: Joi.boolean(),
});
export const groupList = object({ orders: list(groupView) });
export type GroupView = Infer<typeof groupView>;

export function groupViewOf({ group, orders, status, accepted }: Placed, now: Date): GroupView {
  const { name, phone, address } = group.deliverTo;
  const isWaiting = status === 'awaiting_payment' || status === 'awaiting_approval';
  return {
    id: group._id,
    status,
    channel: group.channel,
    payBy: group.payBy,
    placedAt: group.issuedAt.toISOString(),
    placedBy: group.placedBy,
    deliverTo: { name, phone, address },
    lines: group.lines.map(lineViewOf),
    parts: orders.map((order) => partViewOf(order, { now, accepted: accepted.get(order._id) })),
    totalFen: isTerminal(group) && group.state !== 'done' ? group.totalFen : liveTotal(group),
    ...(isWaiting && waitingOf(group)),
    isDemoPayment: group.pay?.provider === 'sandbox',
    ...(group.endNote !== undefined && { endNote: group.endNote }),
    canCancel: isWaiting,
  };
}

/** Until when it waits, and where it is paid. */
function waitingOf({ exp, pay }: OrderGroup) {
  return {
    ...(exp && { reservedUntil: exp.toISOString() }),
    ...(pay?.url && { payUrl: pay.url }),
  };
}

function liveTotal(group: OrderGroup): number {
  return liveLines(group).reduce((sum, { lineFen }) => sum + lineFen, group.feesFen);
}

function lineViewOf(line: GroupLine): Infer<typeof lineView> {
  const { fen } = line.price;
  const per = 'perG' in line.price && line.price.perG ? { perG: line.price.perG } : { perUnit: 1 };
  const { no, skuId, productId, sellerId, name, spec, soldBy, orderedUnits, orderedG } = line;
  return {
    ...{ no, skuId, productId, sellerId, name, spec, soldBy, orderedUnits, orderedG },
    price: { fen, ...per },
    priceSource: line.priceSource,
    ...(line.agreement && { agreementNo: line.agreement.no }),
    lineFen: line.lineFen,
    needOn: line.needOn,
    cutoffAt: line.cutoffAt.toISOString(),
    note: line.note,
    dropped: line.dropped,
  };
}

const MAY_CANCEL: readonly OrderState[] = ['awaiting_harvest', 'placed', 'confirmed'];

function allocViewOf(alloc: Alloc): Infer<typeof allocView> {
  const { line, batchId, g, orderedG } = alloc;
  const harvestOn = isPlanned(alloc) ? batchId.slice(-10) : undefined;
  return { line, batchId, g, orderedG, ...(harvestOn !== undefined && { harvestOn }) };
}

function partViewOf(
  order: Order,
  { now, accepted }: { now: Date; accepted: Accepted | undefined },
): Infer<typeof partView> {
  const { no, sellerId, needOn, cutoffAt, state, totalFen } = order;
  return {
    ...{ id: order._id, no, sellerId, needOn, state, totalFen },
    ...(accepted && { accepted: { ...accepted, lines: [...accepted.lines] } }),
    cutoffAt: cutoffAt.toISOString(),
    allocs: order.allocs.filter(({ drop }) => !drop).map(allocViewOf),
    loads: order.loads.map(({ n, state: loadState }) => ({ n, state: loadState })),
    canCancel: MAY_CANCEL.includes(state) && cutoffAt > now,
    ...(order.cancelled && { cancelReason: order.cancelled.reason }),
  };
}
