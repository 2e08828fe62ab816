import type { Connection, UpdateQueryKnownOnly } from 'mongoose';
import { isDuplicate, trusted } from '../../platform/database.ts';
import type { Price } from '../../shared/money.ts';
import type { Tier } from '../../shared/price.ts';
import type { SearchEntry } from '../../shared/search.ts';
import type { Offer, OfferChange } from './offer.ts';
import { offerModel, type OfferDoc } from './offer.model.ts';
import type { Product } from './product.ts';
import { stockKey } from './shelf.ts';

type Update = UpdateQueryKnownOnly<OfferDoc>;

/** Where an offer stands on the shelf: copied from its product, by which it is found. */
export interface Shelf extends SearchEntry, Pick<Product, 'countyId' | 'category'> {}

/** What makes an offer again, at another price or of a newer version. */
export type Terms = Pick<
  Offer,
  'skuVersionId' | 'price' | 'unitFen' | 'seasonFrom' | 'seasonTo' | 'months'
>;

/** Every way the offers are read or written: one function, one statement. */
export function createOfferStore(db: Connection) {
  const Offers = offerModel(db);

  /** Appends a change once per key, in this standing only; whether it was now. */
  async function change(
    { id, sellerId, standing }: Pick<Offer, 'id' | 'sellerId' | 'standing'>,
    row: OfferChange,
    set: Partial<OfferDoc>,
  ): Promise<boolean> {
    const { modifiedCount } = await Offers.updateOne(
      { _id: id, sellerId, standing, 'changes.key': trusted({ $ne: row.key }) },
      { $push: { changes: toChangeDoc(row) }, $set: set } satisfies Update,
    );
    return modifiedCount === 1;
  }

  return {
    /** False, and nothing stored, when the seller has this offer already. */
    async insert({ id, ...offer }: Offer, shelf: Shelf): Promise<boolean> {
      const stockOf = stockKey(offer);
      try {
        const [months, changes] = [[...offer.months], offer.changes.map(toChangeDoc)];
        const tiers = [...offer.tiers];
        await Offers.create({ ...offer, ...shelf, stockOf, months, tiers, changes, _id: id });
        return true;
      } catch (error) {
        if (isDuplicate(error)) return false;
        throw error;
      }
    },

    setPrice: (
      offer: Pick<Offer, 'id' | 'sellerId'>,
      row: OfferChange,
      { price, unitFen }: { price: Price; unitFen: number },
    ) => change({ ...offer, standing: 'offered' }, row, { price, unitFen }),

    setTiers: (offer: Pick<Offer, 'id' | 'sellerId'>, row: OfferChange, tiers: readonly Tier[]) =>
      change({ ...offer, standing: 'offered' }, row, { tiers: [...tiers] }),

    withdraw: (offer: Pick<Offer, 'id' | 'sellerId'>, row: OfferChange) =>
      change({ ...offer, standing: 'offered' }, row, { standing: 'withdrawn' }),

    /** Puts a withdrawn offer back, on new terms. */
    offerAgain: (offer: Pick<Offer, 'id' | 'sellerId'>, row: OfferChange, terms: Terms) =>
      change({ ...offer, standing: 'withdrawn' }, row, {
        ...terms,
        months: [...terms.months],
        tiers: [],
        standing: 'offered',
      }),

    async byId(id: string): Promise<Offer | undefined> {
      const doc = await Offers.findOne({ _id: id }).lean();
      return doc ? toOffer(doc) : undefined;
    },

    async byIds(ids: readonly string[]): Promise<Offer[]> {
      const filter = { _id: trusted({ $in: [...ids] }) };
      return (await Offers.find(filter).sort({ _id: 1 }).lean()).map(toOffer);
    },

    /** A cooperative's own, withdrawn ones too. */
    async bySeller(sellerId: string): Promise<Offer[]> {
      return (await Offers.find({ sellerId }).sort({ _id: 1 }).lean()).map(toOffer);
    },
  };
}

export type OfferStore = ReturnType<typeof createOfferStore>;

/** As the rest of the feature knows it. */
export function toOffer(doc: OfferDoc): Offer {
  const { _id, stockOf, countyId, category, search, searchText, ...offer } = doc;
  return {
    ...offer,
    id: _id,
    price: toPrice(offer.price),
    tiers: offer.tiers.map(toTier),
    changes: offer.changes.map(({ tiers, ...change }) => ({
      ...change,
      price: toPrice(change.price),
      ...(tiers && { tiers: tiers.map(toTier) }),
    })),
  };
}

function toChangeDoc({ tiers, ...row }: OfferChange) {
  return { ...row, ...(tiers && { tiers: [...tiers] }) };
}

function toTier({ fromUnits, price }: OfferDoc['tiers'][number]): Tier {
  return { fromUnits, price: toPrice(price) };
}

function toPrice({ fen, perG }: OfferDoc['price']): Price {
  return perG == null ? { fen, perUnit: 1 } : { fen, perG };
}
