import { checkResultView } from '../../features/supervision/index.ts';
import { object, type Infer } from '../../shared/schema.ts';

/** The verdict on a code with its reasons. */
export const officerResult = object({ result: checkResultView });
export type OfficerResult = Infer<typeof officerResult>;
