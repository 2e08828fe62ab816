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
    const [versionOf, skuOf, productOf] = [byId(versions), byId(skus), byId(goods)];
    return offers.flatMap((offer) => {
      const version = versionOf.get(offer.skuVersionId);
      const sku = skuOf.get(offer.skuId);
      const product = productOf.get(offer.productId);
      return version && sku && product ? [{ offer, version, sku, product }] : [];
    });
  };
}

function byId<T extends { readonly id: string }>(things: readonly T[]): Map<string, T> {
  return new Map(things.map((thing) => [thing.id, thing]));
}

export type Offered = ReturnType<typeof createOffered>;
