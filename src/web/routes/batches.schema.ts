import Joi from 'joi';
import { baseView } from '../../features/bases/index.ts';
import { BATCH_STATES, batchRow, batchView } from '../../features/batches/index.ts';
import { lineageView } from '../../features/making/index.ts';
import { paperView } from '../../features/papers/index.ts';
import { labelView } from '../../features/prints/index.ts';
import { day, list, object, oneOf, type Infer } from '../../shared/schema.ts';

const amount = Joi.number().integer().min(0);
const product = object({ id: Joi.string(), nameZh: Joi.string(), nameEn: Joi.string() });
export const homeProps = object({
  waiting: amount,
  drafts: amount,
  harvestedG: amount,
  onSaleG: amount,
  shipToday: amount,
  shipTomorrow: amount,
});
export const listProps = object({
  batches: list(batchRow),
  q: Joi.string().allow(''),
  state: oneOf(...BATCH_STATES, 'all'),
});
export const newProps = object({
  ...{ bases: list(baseView), products: list(product), papers: list(paperView), today: day() },
});
export const batchProps = object({
  batch: batchView,
  papers: list(paperView),
  lineage: lineageView,
});
export const labelProps = object({ label: labelView });

export type HomeProps = Infer<typeof homeProps>;
export type BatchesProps = Infer<typeof listProps>;
export type NewBatchProps = Infer<typeof newProps>;
export type BatchProps = Infer<typeof batchProps>;
export type LabelProps = Infer<typeof labelProps>;
