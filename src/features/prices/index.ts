/** The feature's public face: other folders import from here and nowhere deeper. */
export {
  checkShown,
  PRICE_SOURCES,
  resolvePrice,
  type PriceAsk,
  type PriceSource,
  type ResolvedPrice,
} from './price.ts';
