import { checkRepeat, type Command } from '../../shared/command.ts';
import { AppError } from '../../shared/errors.ts';
import type { Offer, OfferedSku } from './offer.ts';
import { productNotFound, startProduct, type NewProduct, type Product } from './product.ts';
import type { ProductStore } from './product.store.ts';
import {
  skuNotFound,
  startVersion,
  versionId,
  type NewSku,
  type Pack,
  type Sku,
  type SkuVersion,
} from './sku.ts';

interface Deps {
  products: ProductStore;
  now: () => Date;
}

/** Products and the packs they are sold in: the operator's part of the catalogue. */
export function createProductService({ products, now }: Deps) {
  /**
   * Enters a product, once per command.
   * @throws AppError `product.exists`, `product.papers-missing`, `product.banned-words`, `request.key-reused`
   */
  async function createProduct(draft: NewProduct, command: Command): Promise<Product> {
    const product = startProduct(draft, { now: now(), command });
    if (await products.insertProduct(product)) return product;

    const earlier = await get(draft.id);
    if (earlier.command.key !== command.key) throw exists('product', draft.id);
    checkRepeat(earlier.command, command);
    return earlier;
  }

  /**
   * Enters a pack with its first version, once per command.
   * @throws AppError `product.not-found`, `sku.exists`, `sku.weights-crossed`, `request.key-reused`
   */
  async function createSku({ pack, ...draft }: NewSku, command: Command): Promise<Sku> {
    const product = await get(draft.productId);
    const which = { id: draft.id, n: 1, product };
    const sku = { ...draft, version: 1 };
    if (await products.insertVersion(startVersion(which, pack, { now: now(), command }))) {
      await products.insertSku(sku);
      return sku;
    }
    const first = await products.version(versionId(draft.id, 1));
    if (first?.command.key !== command.key) throw exists('sku', draft.id);
    checkRepeat(first.command, command);
    await products.insertSku(sku); // had the first try died between the two, this is its second half
    return sku;
  }

  /**
   * What a pack holds from now on, as a new version; offers and orders keep the one they name.
   * Once per command, and numbered without gaps however many ask at once.
   * @throws AppError `sku.not-found`, `sku.weights-crossed`, `request.key-reused`
   */
  async function reviseSku(skuId: string, pack: Pack, command: Command): Promise<SkuVersion> {
    const { productId } = await getSku(skuId);
    const product = await get(productId);
    for (let tries = 0; tries < 5; tries += 1) {
      const versions = await products.versionsOf(skuId);
      const earlier = versions.find((version) => version.command.key === command.key);
      if (earlier) checkRepeat(earlier.command, command);

      const which = { id: skuId, n: versions.length + 1, product };
      const version = earlier ?? startVersion(which, pack, { now: now(), command });
      if (earlier || (await products.insertVersion(version))) {
        await products.pointAt(skuId, version.n);
        return version;
      }
    }
    throw new AppError('busy', 'sku.busy', `Others are changing ${skuId}. Please try again.`);
  }

  /** @throws AppError `product.not-found` */
  async function get(id: string): Promise<Product> {
    const product = await products.product(id);
    if (!product) throw productNotFound(id);
    return product;
  }

  /** @throws AppError `sku.not-found` */
  async function getSku(id: string): Promise<Sku> {
    const sku = await products.sku(id);
    if (!sku) throw skuNotFound(id);
    return sku;
  }

  /** The newest version of a pack. @throws AppError `sku.not-found` */
  async function currentVersion(skuId: string): Promise<SkuVersion> {
    const { version } = await getSku(skuId);
    const current = await products.version(versionId(skuId, version));
    if (!current) throw skuNotFound(skuId);
    return current;
  }

  /** Offers with their packs and products, in the order they came. */
  async function joined(offers: readonly Offer[]): Promise<OfferedSku[]> {
    const [versions, skus, goods] = await Promise.all([
      products.versions(offers.map(({ skuVersionId }) => skuVersionId)),
      products.skus(offers.map(({ skuId }) => skuId)),
      products.products([...new Set(offers.map(({ productId }) => productId))]),
    ]);
    return offers.flatMap((offer) => {
      const version = versions.find(({ id }) => id === offer.skuVersionId);
      const sku = skus.find(({ id }) => id === offer.skuId);
      const product = goods.find(({ id }) => id === offer.productId);
      return version && sku && product ? [{ offer, version, sku, product }] : [];
    });
  }

  return {
    createProduct,
    createSku,
    reviseSku,
    product: get,
    sku: getSku,
    skuVersion: (id: string) => products.version(id),
    currentVersion,
    products: () => products.allProducts(),
    skus: () => products.allSkus(),
    joined,
  };
}

export type ProductService = ReturnType<typeof createProductService>;

function exists(noun: 'product' | 'sku', id: string): AppError {
  return new AppError('conflict', `${noun}.exists`, `There is a ${noun} ${id} already.`);
}
