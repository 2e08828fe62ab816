/** The feature's public face: other folders import from here and nowhere deeper. */
export { catalogueEndpoints, type CatalogueEndpoint } from './catalogue.endpoints.ts';
export { createCatalogueService, type CatalogueService } from './catalogue.service.ts';
export type { OfferedSku } from './offer.ts';
export { sheetRowOf } from './card.ts';
export { lookInField, type Preorderable } from './in-field.ts';
export type { SheetGoods, SheetPage } from './sheet.service.ts';
export { byOffer, category, price, tier } from './catalogue.schema.ts';
export { createOfferStore } from './offer.store.ts';
export type { Product } from './product.ts';
export {
  priceImportEndpoints,
  type PriceImportEndpoint,
  type PricePreview,
} from './price-import.endpoints.ts';
export { createProductStore } from './product.store.ts';
export { shopEndpoints, type ShopEndpoint } from './shop.endpoints.ts';
export { createShelfStore } from './shelf.store.ts';
export { createShopService, type ShopService } from './shop.service.ts';
export { isForAdultsOnly } from './product.ts';
export { isInSeason } from './offer.ts';
export { byProduct } from './catalogue.schema.ts';
export {
  productPage,
  sheetRow,
  shopFilter,
  shopView,
  type Card,
  type ProductPage,
  type SheetRow,
  type ShopView,
} from './shop.schema.ts';
export { createOwnShelf } from './own.service.ts';
export { ownOffersOf, ownShelf, type OwnShelf } from './shop.schema.ts';
