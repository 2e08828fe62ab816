import Joi from 'joi';
import { day, list, object, oneOf, type Infer } from '../../shared/schema.ts';
import type { Order } from '../orders/index.ts';
import type { Delivery } from './delivery.ts';
import { ORDER_STATES } from './fulfilment.schema.ts';

const text = Joi.string().allow('');
const grams = Joi.number().integer().min(0);
const count = Joi.number().integer().min(0);
const names = object({ zh: text, en: text });
const channel = oneOf('canteen', 'retail');

export const orderPartView = object({
  id: Joi.string(),
  no: Joi.string(),
  state: oneOf(...ORDER_STATES),
  channel,
  needOn: day(),
  to: object({ name: text, phone: text, address: text }),
  lines: list(
    object({
      no: count,
      name: names,
      spec: names,
      soldBy: Joi.string(),
      orderedUnits: count,
      orderedG: grams,
      note: text,
      parts: list(
        object({
          hid: Joi.string(),
          batchId: Joi.string(),
          orderedG: grams,
          g: grams,
          weighed: Joi.boolean(),
          /** Number of its delivery; 0: none. */
          delivery: count,
          dropped: Joi.boolean(),
        }),
      ),
    }),
  ),
  deliveries: list(object({ id: Joi.string(), noteNo: Joi.string(), state: Joi.string() })),
});
export type OrderPartView = Infer<typeof orderPartView>;

/** An order as its cooperative works on it. */
export function orderPartViewOf(order: Order, deliveries: readonly Delivery[]): OrderPartView {
  const { _id: id, deliverTo, lines, allocs } = order;
  const { name, phone, address } = deliverTo;
  return {
    ...order,
    id,
    to: { name, phone, address },
    lines: lines.map((line) => ({
      ...line,
      parts: allocs
        .filter((alloc) => alloc.line === line.no)
        .map(({ k, d, drop, ...alloc }) => ({
          ...alloc,
          weighed: k > 0,
          delivery: d,
          dropped: drop,
        })),
    })),
    deliveries: deliveries.map(({ _id, noteNo, state }) => ({ id: _id, noteNo, state })),
  };
}
