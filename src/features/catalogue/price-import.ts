import type { Price } from '../../shared/money.ts';
import { movedPermille } from '../../shared/price.ts';
import type { OfferedSku } from './offer.ts';

export type PriceCell = string | number | boolean | null;

/** One row of a price list: what it would change, or why it changes nothing. Nothing is applied by it. */
export interface PriceRow {
  readonly row: number;
  readonly offerId: string;
  readonly from: Price | null;
  readonly to: Price | null;
  readonly movedPermille: number | null;
  readonly why: 'changed' | 'same' | 'unknown-offer' | 'withdrawn' | 'no-price';
}

/** Heads of the list that we hand out; the first row of a list that comes back. */
const PRICE_HEADS = [
  '报价编号',
  '商品',
  '规格',
  '面向',
  '单位',
  '现价（元）',
  '新价（元）',
] as const;
const AT = { offerId: 0, now: 5, next: 6 } as const;

/** The list as it is handed out: a new price goes into the last column. */
export function priceList(offered: readonly OfferedSku[]): PriceCell[][] {
  const rows = offered
    .filter(({ offer }) => offer.standing === 'offered')
    .map(({ offer, product, sku }) => [
      ...[offer.id, product.nameZh, sku.nameZh, offer.channel === 'canteen' ? '食堂' : '市民'],
      ...[unitOf(offer.price, sku.packZh), offer.price.fen / 100, null],
    ]);
  return [[...PRICE_HEADS], ...rows];
}

function unitOf(price: Price, pack: string): string {
  if (!('perG' in price)) return pack;
  return price.perG === 500 ? '斤' : price.perG === 1_000 ? 'kg' : `${price.perG} g`;
}

/** What each row of a list would do to a seller’s offers. Rows without a new price are left out. */
export function priceRows(
  cells: readonly (readonly PriceCell[])[],
  offered: readonly OfferedSku[],
): PriceRow[] {
  const byId = new Map(offered.map((each) => [each.offer.id, each.offer]));
  return cells.flatMap((row, place) => {
    const offerId = String(row[AT.offerId] ?? '').trim();
    const said = String(row[AT.next] ?? '').trim();
    if (place === 0 || offerId === '' || said === '') return [];
    return [{ row: place + 1, offerId, ...judged(byId.get(offerId), fenIn(said)) }];
  });
}

type Offer = OfferedSku['offer'];

function judged(
  offer: Offer | undefined,
  fen: number | undefined,
): Omit<PriceRow, 'row' | 'offerId'> {
  const nothing = { from: offer?.price ?? null, to: null, movedPermille: null };
  if (!offer) return { ...nothing, why: 'unknown-offer' };
  if (offer.standing !== 'offered') return { ...nothing, why: 'withdrawn' };
  if (fen === undefined || fen <= 0) return { ...nothing, why: 'no-price' };
  const to = { ...offer.price, fen };
  const moved = movedPermille(offer.price, to) ?? null;
  return {
    from: offer.price,
    to,
    movedPermille: moved,
    why: fen === offer.price.fen ? 'same' : 'changed',
  };
}

/** '39.9' → 3990: as text, never by float. */
function fenIn(text: string): number | undefined {
  const plain = text.normalize('NFKC').replaceAll(/[¥,\s]/g, '');
  const [, whole, rest = ''] = /^(\d{1,7})(?:\.(\d{1,2})0*)?$/.exec(plain) ?? [];
  return whole === undefined ? undefined : Number(whole + rest.padEnd(2, '0'));
}
