import type { CountyId } from '../../shared/facts/places.ts';
import type { CatalogueService } from './catalogue.service.ts';
import { isForAdultsOnly, isListed } from './product.ts';

interface Deps {
  catalogue: Pick<CatalogueService, 'ofSeller' | 'products' | 'skus' | 'currentVersion'>;
  /** In which county a seller is; null for one of none. */
  countyOf: (sellerId: string) => Promise<CountyId | null>;
}

/** A cooperative's own shelf: what it offers, and the packs of its county that it could. */
export function createOwnShelf({ catalogue, countyOf }: Deps) {
  return async function ownShelf(sellerId: string) {
    const [offers, products, skus, countyId] = await Promise.all([
      catalogue.ofSeller(sellerId),
      catalogue.products(),
      catalogue.skus(),
      countyOf(sellerId),
    ]);
    const here = products.filter((product) => isListed(product) && product.countyId === countyId);
    const packs = await Promise.all(
      skus.flatMap((sku) => {
        const product = here.find(({ id }) => id === sku.productId);
        return product ? [packOf(product, sku)] : [];
      }),
    );
    return { offers, packs };
  };

  async function packOf(
    product: Awaited<ReturnType<typeof catalogue.products>>[number],
    sku: Awaited<ReturnType<typeof catalogue.skus>>[number],
  ) {
    const { soldBy } = await catalogue.currentVersion(sku.id);
    return {
      skuId: sku.id,
      name: { zh: product.nameZh, en: product.nameEn },
      spec: { zh: sku.nameZh, en: sku.nameEn },
      pack: { zh: sku.packZh, en: sku.packEn },
      soldBy,
      toCanteens: product.canteenAllowed && !isForAdultsOnly(product),
    };
  }
}
