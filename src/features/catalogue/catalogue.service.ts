import { createOfferService, type Seller } from './offer.service.ts';
import type { OfferStore } from './offer.store.ts';
import { createProductService } from './product.service.ts';
import type { ProductStore } from './product.store.ts';

interface Deps {
  products: ProductStore;
  offers: OfferStore;
  organisation: (orgId: string) => Promise<Seller | undefined>;
  now: () => Date;
}

/** Products, packs and offers: what there could be. What is there today, the shop knows. */
export function createCatalogueService({ products, offers, organisation, now }: Deps) {
  const productService = createProductService({ products, now });
  const offerService = createOfferService({
    offers,
    catalogue: productService,
    organisation,
    now,
  });
  return { ...productService, ...offerService };
}

export type CatalogueService = ReturnType<typeof createCatalogueService>;
