/** The feature's public face: other folders import from here and nowhere deeper. */
export type { Take, TakeOutcome, TakePool } from './take.ts';
export { takeSchema } from './take.model.ts';
export { createTakes, type TakeTerms } from './take.store.ts';
