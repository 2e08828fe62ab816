/** The feature's public face: other folders import from here and nowhere deeper. */
export type { TakeOutcome, TakePool } from './take.ts';
export { takeSchema } from './take.model.ts';
export { createTakes } from './take.store.ts';
