import { createOfferService } from './offer.service.ts';
import type { OfferStore } from './offer.store.ts';
import { createOffered } from './offered.service.ts';
import { createOffering, type Seller } from './offering.service.ts';
import { createProductService } from './product.service.ts';
import type { ProductStore } from './product.store.ts';
import { createSkuService } from './sku.service.ts';

interface Deps {
  products: ProductStore;
  offers: OfferStore;
  organisation: (orgId: string) => Promise<Seller | undefined>;
  now: () => Date;
}

/** Products, packs and offers: what there could be. What is there today, the shop knows. */
export function createCatalogueService({ products, offers, organisation, now }: Deps) {
  const goods = createProductService({ products, now });
  const packs = createSkuService({ products, product: goods.product, now });
  const offered = createOffered({ products });
  const offer = createOffering({ offers, goods, packs, organisation, now });
  return { ...goods, ...packs, ...createOfferService({ offers, offered, now }), offered, offer };
}

export type CatalogueService = ReturnType<typeof createCatalogueService>;
