import Joi from 'joi';
import { lineageView } from '../../features/making/index.ts';
import { checkResultView } from '../../features/supervision/index.ts';
import { list, object, type Infer } from '../../shared/schema.ts';

/** The verdict on a code with its reasons. */
export const officerResult = object({
  result: checkResultView,
  lineage: lineageView,
  /** What stands in its way; one's own can be lifted. */
  stops: list(object({ id: Joi.string(), reason: Joi.string(), isOwn: Joi.boolean() })),
});
export type OfficerResult = Infer<typeof officerResult>;
