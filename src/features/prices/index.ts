/** The feature's public face: other folders import from here and nowhere deeper. */
export { checkShown, resolvePrice, type ResolvedPrice } from './price.ts';
