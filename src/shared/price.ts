import type { Price } from './money.ts';

/** Which of a buyer's prices counted, best first; stored on the line (`orders.md` §5.4). */
export const PRICE_SOURCES = ['agreement', 'tier', 'base'] as const;
export type PriceSource = (typeof PRICE_SOURCES)[number];

/** How a contract price follows from what was agreed. */
export const AGREEMENT_RULES = ['fixed', 'index', 'cap'] as const;
export type AgreementRule = (typeof AGREEMENT_RULES)[number];

/** The contract that a line's price comes from; `no` is what both parties call it. */
export interface AgreementRef {
  readonly id: string;
  readonly no: string;
}

/** A contract price 合同价 in force: of `cap` the price is what the offer's may not pass. */
export interface Contract extends AgreementRef {
  readonly rule: AgreementRule;
  readonly price: Price;
}

/** From so many units of a sku in one order on, each of them costs this. */
export interface Tier {
  readonly fromUnits: number;
  readonly price: Price;
}

/** All that decides what a buyer pays for an offer on one day, but for how many he takes. */
export interface PriceTerms {
  readonly price: Price;
  readonly tiers: readonly Tier[];
  readonly agreement: Contract | null;
}

export interface ResolvedPrice {
  readonly price: Price;
  readonly source: PriceSource;
  readonly agreement?: AgreementRef;
}

/**
 * THE price 取价 of a line (`orders.md` §5.4), for sheet, basket, import, standing orders and API
 * alike, on the server as in a browser: the buyer's contract of that day, else the tier of that many
 * units of the sku in the whole order, else the base price.
 */
export function resolvePrice(terms: PriceTerms, units: number): ResolvedPrice {
  const { agreement } = terms;
  const offered = offeredPrice(terms, units);
  if (!agreement) return offered;
  const { id, no, rule } = agreement;
  const isCapped = rule === 'cap' && !isBelow(offered.price, agreement.price);
  const price = rule === 'cap' && !isCapped ? offered.price : agreement.price;
  return { price, source: 'agreement', agreement: { id, no } };
}

function offeredPrice({ price, tiers }: Omit<PriceTerms, 'agreement'>, units: number) {
  const reached = tiers.filter(({ fromUnits }) => units >= fromUnits).at(-1);
  return reached
    ? { price: reached.price, source: 'tier' as const }
    : { price, source: 'base' as const };
}

/** The tier that a few units more would reach; none where a contract counts. */
export function nextTier({ tiers, agreement }: PriceTerms, units: number): Tier | undefined {
  if (agreement && agreement.rule !== 'cap') return undefined;
  return tiers.find(({ fromUnits }) => units < fromUnits);
}

/** Whether the first is the lower price. Prices of different kinds are never compared. */
export function isBelow(a: Price, b: Price): boolean {
  return isSameKind(a, b) && a.fen * per(b) < b.fen * per(a);
}

/** Both by weight, or both by the unit. */
export function isSameKind(a: Price, b: Price): boolean {
  return 'perG' in a === 'perG' in b;
}

/** Fen by fen and gram by gram: 450 for 500 g is not 900 for 1 kg, since it prints differently. */
export function isSamePrice(a: Price, b: Price): boolean {
  return isSameKind(a, b) && a.fen === b.fen && per(a) === per(b);
}

/** By how much a price moved, in ‰, rounded; undefined between prices of different kinds. */
export function movedPermille(from: Price, to: Price): number | undefined {
  if (!isSameKind(from, to)) return undefined;
  return Math.round(((to.fen * per(from)) / (from.fen * per(to)) - 1) * 1_000);
}

/** What a price by weight, or a unit of so many grams, comes to for these grams; rounded half up. */
export function fenFor(price: Price, nominalG: number, grams: number): number {
  const [fen, g] = 'perG' in price ? [price.fen, price.perG] : [price.fen, nominalG];
  return Math.floor((2 * fen * grams + g) / (2 * g));
}

function per(price: Price): number {
  return 'perG' in price ? price.perG : price.perUnit;
}
