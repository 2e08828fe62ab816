import Joi from 'joi';
import { baseView } from '../../features/bases/index.ts';
import { paperView } from '../../features/papers/index.ts';
import { PAPER_KINDS } from '../../shared/facts/papers.ts';
import { COUNTY_IDS } from '../../shared/facts/places.ts';
import { day, list, object, oneOf, type Infer } from '../../shared/schema.ts';

/** What others issue: our own certificate and what the service writes itself are none. */
const NOT_REGISTERED = ['conformity_certificate', 'delivery_note', 'inspection_ledger', 'invoice'];
/** What a cooperative registers by hand, by name. */
export const KINDS = PAPER_KINDS.filter(({ id }) => !NOT_REGISTERED.includes(id)).map(
  ({ id, nameZh, nameEn }) => ({ id, nameZh, nameEn }),
);

/** A product, county or kind of paper by name, in both languages. */
const named = object({ id: Joi.string(), nameZh: Joi.string(), nameEn: Joi.string() });
const product = named;
export const basesProps = object({
  bases: list(baseView),
  products: list(product),
  counties: list(named),
});
export const baseProps = object({ base: baseView, products: list(product), county: named });
export const newBaseProps = object({
  counties: list(object({ id: oneOf(...COUNTY_IDS), nameZh: Joi.string(), nameEn: Joi.string() })),
});
export const papersProps = object({ papers: list(paperView), today: day() });
export const newPaperProps = object({
  ...{
    products: list(product),
    kinds: list(
      object({
        id: oneOf(...KINDS.map(({ id }) => id)),
        nameZh: Joi.string(),
        nameEn: Joi.string(),
      }),
    ),
    today: day(),
    subject: Joi.string(),
  },
});

export type ProductName = Infer<typeof product>;
export type NewBaseProps = Infer<typeof newBaseProps>;
export type BasesProps = Infer<typeof basesProps>;
export type BaseProps = Infer<typeof baseProps>;
export type PapersProps = Infer<typeof papersProps>;
export type NewPaperProps = Infer<typeof newPaperProps>;
