import type { Offer, OfferedSku } from './offer.ts';
import type { ProductStore } from './product.store.ts';

/** Puts offers together with their packs and products, in the order they came. */
export function createOffered({ products }: { products: ProductStore }) {
  return async function offered(offers: readonly Offer[]): Promise<OfferedSku[]> {
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
  };
}

export type Offered = ReturnType<typeof createOffered>;
