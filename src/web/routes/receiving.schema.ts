import Joi from 'joi';
import { ledgerView } from '../../features/receiving/index.ts';
import { object, type Infer } from '../../shared/schema.ts';

const text = Joi.string().allow('');
/** The rows of the book, and by what they were chosen. */
export const ledgerPage = object({
  ledger: ledgerView,
  product: text,
  supplier: text,
  certificate: text,
});
export type LedgerPage = Infer<typeof ledgerPage>;
