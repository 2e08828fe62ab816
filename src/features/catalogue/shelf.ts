import { monthOf } from '../../shared/calendar.ts';
import type { Day } from '../../shared/day.ts';
import { AppError } from '../../shared/errors.ts';
import type { Stock } from './card.ts';
import type { Offer } from './offer.ts';

export const SHOP_SORTS = ['season', 'price', 'newest'] as const;
export type ShopSort = (typeof SHOP_SORTS)[number];

/** A part of a shelf that is shown before or after another. */
export interface Phase {
  readonly month?: number | undefined;
  readonly notMonth?: number | undefined;
  /** `<sellerId>:<productId>` of what is in stock. */
  readonly stockIn?: readonly string[] | undefined;
  readonly stockNotIn?: readonly string[] | undefined;
}

/** Where a page goes on: in this phase, after this value of the sort key, then after this id. */
export interface Place {
  readonly phase: number;
  readonly value: string | number;
  readonly id: string;
}

/** Whose batches serve an offer: those of the product that the seller has. */
export function stockKey({ sellerId, productId }: Pick<Offer, 'sellerId' | 'productId'>): string {
  return `${sellerId}:${productId}`;
}

/** By season: first what is there, then what is in season but sold out, then the rest of the year. */
export function phasesOf(
  { sort, season }: { sort: ShopSort; season?: 'now' | undefined },
  { today, stocks }: { today: Day; stocks: readonly Stock[] },
): Phase[] {
  const month = monthOf(today);
  if (sort !== 'season') return [season === 'now' ? { month } : {}];
  const stockIn = stocks.filter(({ availG }) => availG > 0).map(stockKey);
  const now = [
    { month, stockIn },
    { month, stockNotIn: stockIn },
  ];
  return season === 'now' ? now : [...now, { notMonth: month }];
}

/** Where the next page begins, as an opaque text. */
export function writePlace({ phase, offer }: { phase: number; offer: Offer }, sort: ShopSort) {
  const value = { season: offer.id, price: offer.unitFen, newest: offer.offeredAt.toISOString() };
  return Buffer.from(JSON.stringify([phase, value[sort], offer.id])).toString('base64url');
}

/** @throws AppError `request.invalid` when `after` was never a place of ours */
export function readPlace(after: string): Place {
  const place = unpacked(after);
  if (place) return { phase: place[0], value: place[1], id: place[2] };
  throw new AppError('invalid', 'request.invalid', 'This list does not go on there.', {
    facts: { errors: [{ field: 'after', message: 'is not a place in this list' }] },
  });
}

function unpacked(after: string): [number, string | number, string] | undefined {
  try {
    const place: unknown = JSON.parse(Buffer.from(after, 'base64url').toString());
    return isPlace(place) ? place : undefined;
  } catch {
    return undefined;
  }
}

function isPlace(place: unknown): place is [number, string | number, string] {
  if (!Array.isArray(place) || place.length !== 3) return false;
  const [phase, value, id] = place as unknown[];
  const isValue = typeof value === 'number' || typeof value === 'string';
  return Number.isSafeInteger(phase) && isValue && typeof id === 'string';
}
