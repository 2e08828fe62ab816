import type { Connection } from 'mongoose';
import { trusted } from '../../platform/database.ts';
import type { SearchQuery } from '../../shared/search.ts';
import type { Channel, Offer } from './offer.ts';
import { offerModel } from './offer.model.ts';
import { toOffer } from './offer.store.ts';
import type { Phase, Place } from './shelf.ts';

/** Which offers a shelf shows, before their order. */
export interface ShelfFilter extends Phase {
  readonly channel: Channel;
  readonly countyId?: string | undefined;
  readonly category?: string | undefined;
  readonly query?: SearchQuery | undefined;
}

const SORTS = {
  id: { key: '_id', by: 1 },
  price: { key: 'unitFen', by: 1 },
  newest: { key: 'offeredAt', by: -1 },
} as const;
type ShelfSort = keyof typeof SORTS;

/** The offers as they stand in shop and order sheet. */
export function createShelfStore(db: Connection) {
  const Offers = offerModel(db);

  return {
    /** One page of a shelf, sorted, after a place in it. */
    async onShelf(
      filter: ShelfFilter,
      { sort, after, limit }: { sort: ShelfSort; after?: Place | undefined; limit: number },
    ): Promise<Offer[]> {
      const { key, by } = SORTS[sort];
      const where = { ...shelfFilter(filter), ...(after && afterFilter(sort, after)) };
      const docs = await Offers.find(where)
        .sort({ [key]: by, _id: 1 })
        .limit(limit)
        .lean();
      return docs.map(toOffer);
    },

    /** What stands of these packs. */
    async ofSkus(skuIds: readonly string[], channel: Channel): Promise<Offer[]> {
      const skuId = trusted({ $in: [...skuIds] });
      const filter = { skuId, channel, standing: 'offered' as const };
      return (await Offers.find(filter).sort({ _id: 1 }).lean()).map(toOffer);
    },

    /** What stands for one product. */
    async ofProduct(productId: string, channel: Channel): Promise<Offer[]> {
      const filter = { productId, channel, standing: 'offered' as const };
      return (await Offers.find(filter).sort({ _id: 1 }).lean()).map(toOffer);
    },
  };
}

export type ShelfStore = ReturnType<typeof createShelfStore>;

function shelfFilter({ channel, countyId, category, query, ...phase }: ShelfFilter) {
  return {
    channel,
    standing: 'offered' as const,
    ...(countyId !== undefined && { countyId }),
    ...(category !== undefined && { category }),
    ...(query && {
      search: trusted({ $all: [...query.grams] }),
      $and: query.words.map((searchText) => ({ searchText })),
    }),
    ...phaseFilter(phase),
  };
}

function phaseFilter({ month, notMonth, stockIn, stockNotIn }: Phase) {
  return {
    ...(month !== undefined && { months: month }),
    ...(notMonth !== undefined && { months: trusted({ $ne: notMonth }) }),
    ...(stockIn && { stockOf: trusted({ $in: [...stockIn] }) }),
    ...(stockNotIn && { stockOf: trusted({ $nin: [...stockNotIn] }) }),
  };
}

function afterFilter(sort: ShelfSort, { value, id }: Place) {
  if (sort === 'id') return { _id: trusted({ $gt: id }) };
  const { key, by } = SORTS[sort];
  const from = sort === 'newest' ? new Date(value) : value;
  const beyond = by === 1 ? { $gt: from } : { $lt: from };
  return { $or: [{ [key]: trusted(beyond) }, { [key]: from, _id: trusted({ $gt: id }) }] };
}
