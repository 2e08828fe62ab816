import Joi from 'joi';
import { deliveryView } from '../../features/fulfilment/index.ts';
import { list, object, type Infer } from '../../shared/schema.ts';

/** A delivery while it is loaded, and what may still come back of it. */
export const loadingPage = object({
  delivery: deliveryView,
  returnable: list(
    object({
      line: Joi.number().integer(),
      batchId: Joi.string(),
      leftG: Joi.number().integer().min(0),
    }),
  ),
});
export type LoadingPage = Infer<typeof loadingPage>;
