import Joi from 'joi';
import { AGREEMENT_RULES } from '../../shared/price.ts';
import { CUTOFF_CLASSES } from '../../shared/facts/delivery-rules.ts';
import {
  day,
  instant,
  list,
  maybe,
  object,
  oneOf,
  optional,
  withDefault,
  type Infer,
} from '../../shared/schema.ts';
import { category, sheetRow, tier, type SheetRow } from '../catalogue/index.ts';
import { draftView } from './draft.schema.ts';

const words = object({ zh: Joi.string(), en: Joi.string() });
const fen = Joi.number().integer().min(0);
const offerId = Joi.string().max(120);

const TABS = ['usual', 'week', 'all'] as const;
export const sheetQuery = object({
  day: optional(day()),
  tab: optional(oneOf(...TABS)),
  q: optional(Joi.string().trim().empty('').max(40)),
  category: optional(category.empty('')),
  after: optional(offerId.empty('')),
  limit: withDefault(Joi.number().integer().min(1).max(100), 60),
});
export type SheetQuery = Infer<typeof sheetQuery>;

interface Extra {
  /** What the row is found by: the forms of its name. */
  search: string;
  county: { zh: string; en: string };
  weekUnits: number;
  /** The cut-off it stands under. */
  section: string;
  /** The contract price that counts on its day. */
  contract: {
    id: string;
    no: string;
    rule: (typeof AGREEMENT_RULES)[number];
    price: SheetRow['price'];
  } | null;
  /** Since the last order, by more than 5 %. */
  moved: 'up' | 'down' | null;
}

const contract = object({
  id: Joi.string(),
  no: Joi.string(),
  rule: oneOf(...AGREEMENT_RULES),
  price: tier.extract('price').required(),
});
const row = sheetRow.append({
  search: Joi.string().allow('').required(),
  county: words.required(),
  weekUnits: Joi.number().required(),
  section: Joi.string().required(),
  contract: contract.allow(null).required(),
  moved: oneOf('up', 'down').allow(null).required(),
}) as unknown as Joi.ObjectSchema<SheetRow & Extra>; // `append` forgets the type

export const orderSheetView = object({
  canteen: words,
  needOn: day(),
  days: list(day()),
  /** Whether the holidays of the days to choose from are known. */
  holidaysKnown: Joi.boolean(),
  window: object({ from: Joi.string(), to: Joi.string() }),
  sections: list(
    object({
      key: Joi.string(),
      cutoffClass: oneOf(...CUTOFF_CLASSES),
      seller: maybe(words),
      needOn: maybe(day()),
      isOnDay: Joi.boolean(),
      cutoffAt: maybe(instant()),
    }),
  ),
  rows: list(row),
  /** Which of the rows are a page of all goods, in their order, and where the next begins. */
  page: object({
    offerIds: list(offerId),
    next: maybe(offerId),
    tab: oneOf(...TABS),
    q: Joi.string().allow(''),
  }),
  minimums: list(object({ sellerId: Joi.string(), minOrderFen: fen })),
  draft: draftView,
  approvalOverFen: maybe(Joi.number().integer()),
  now: instant(),
});
export type OrderSheetView = Infer<typeof orderSheetView>;
export type SheetLine = OrderSheetView['rows'][number];
export type SheetSection = OrderSheetView['sections'][number];
