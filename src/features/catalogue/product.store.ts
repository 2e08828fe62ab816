import type { Connection, UpdateQueryKnownOnly } from 'mongoose';
import { isDuplicate, trusted } from '../../platform/database.ts';
import type { Product } from './product.ts';
import {
  productModels,
  type ProductDoc,
  type SkuDoc,
  type SkuVersionDoc,
} from './product.model.ts';
import type { Sku, SkuVersion } from './sku.ts';

/** Every way products, skus and their versions are read or written: one function, one statement. */
export function createProductStore(db: Connection) {
  const { Products, Skus, SkuVersions } = productModels(db);

  return {
    /** False, and nothing stored, when there is a product with this id. */
    insertProduct: ({ id, ...product }: Product) => inserted(Products.create(toDoc(id, product))),

    /** False, and nothing stored, when there is a sku with this id. */
    insertSku: ({ id, ...sku }: Sku) => inserted(Skus.create({ ...sku, _id: id })),

    /** False, and nothing stored, when this version exists: whoever made it. */
    insertVersion: ({ id, ...version }: SkuVersion) =>
      inserted(SkuVersions.create({ ...version, _id: id })),

    /** Points the sku at a version; never back. Safe to repeat. */
    async pointAt(skuId: string, version: number): Promise<void> {
      const update = { $max: { version } } satisfies UpdateQueryKnownOnly<SkuDoc>;
      await Skus.updateOne({ _id: skuId }, update);
    },

    async product(id: string): Promise<Product | undefined> {
      return found(await Products.findOne({ _id: id }).lean(), toProduct);
    },

    async products(ids: readonly string[]): Promise<Product[]> {
      const docs = await Products.find({ _id: trusted({ $in: [...ids] }) })
        .sort({ _id: 1 })
        .lean();
      return docs.map(toProduct);
    },

    /** All there are, in the order of their ids. */
    async allProducts(): Promise<Product[]> {
      return (await Products.find({}).sort({ _id: 1 }).lean()).map(toProduct);
    },

    async sku(id: string): Promise<Sku | undefined> {
      return found(await Skus.findOne({ _id: id }).lean(), toSku);
    },

    async skus(ids: readonly string[]): Promise<Sku[]> {
      const docs = await Skus.find({ _id: trusted({ $in: [...ids] }) })
        .sort({ _id: 1 })
        .lean();
      return docs.map(toSku);
    },

    async allSkus(): Promise<Sku[]> {
      const docs = await Skus.find({}).sort({ _id: 1 }).lean();
      return docs.map(toSku);
    },

    async version(id: string): Promise<SkuVersion | undefined> {
      return found(await SkuVersions.findOne({ _id: id }).lean(), toVersion);
    },

    /** All of a sku, oldest first. */
    async versionsOf(skuId: string): Promise<SkuVersion[]> {
      return (await SkuVersions.find({ skuId }).sort({ n: 1, _id: 1 }).lean()).map(toVersion);
    },

    async versions(ids: readonly string[]): Promise<SkuVersion[]> {
      const filter = { _id: trusted({ $in: [...ids] }) };
      return (await SkuVersions.find(filter).sort({ _id: 1 }).lean()).map(toVersion);
    },
  };
}

export type ProductStore = ReturnType<typeof createProductStore>;

async function inserted(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}

function found<D, T>(doc: D | null, toDomain: (doc: D) => T): T | undefined {
  return doc === null ? undefined : toDomain(doc);
}

function toDoc(_id: string, product: Omit<Product, 'id'>) {
  return {
    ...product,
    _id,
    papersRequired: [...product.papersRequired],
    varietiesZh: [...product.varietiesZh],
    harvestMonths: [...product.harvestMonths],
    supplyMonths: [...product.supplyMonths],
    markIds: [...product.markIds],
    photoIds: [...product.photoIds],
  };
}

function toProduct({ _id, shelfLifeDays, ...doc }: ProductDoc): Product {
  return { ...doc, id: _id, shelfLifeDays: shelfLifeDays ?? null };
}

function toSku({ _id, innerPieces, ...doc }: SkuDoc): Sku {
  return { ...doc, id: _id, innerPieces: innerPieces ?? null };
}

function toVersion({ _id, shelfLifeDays, ...doc }: SkuVersionDoc): SkuVersion {
  return { ...doc, id: _id, shelfLifeDays: shelfLifeDays ?? null };
}
