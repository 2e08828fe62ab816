import { readFileSync } from 'node:fs';

/** The parts of `facts.json` that the demonstration is made of. Typed as read; a test compares it. */
export interface Facts {
  readonly products: readonly ProductFacts[];
  readonly bases: readonly BaseFacts[];
  readonly organisations: readonly OrganisationFacts[];
  readonly canteens: readonly CanteenFacts[];
  readonly authorities: readonly AuthorityFacts[];
  readonly places: readonly PlaceFacts[];
  readonly publicBodies: readonly { readonly id: string; readonly nameZh: string }[];
  readonly stories: readonly StoryFacts[];
}

export interface ProductFacts {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly countyPlaceId: string;
  readonly category: string;
  readonly legalClass: string;
  readonly papersRequired: readonly string[];
  readonly skus: readonly SkuFacts[];
  readonly shelfLifeDays: number | null;
  readonly temperatureZone: string;
  readonly harvestMonths: readonly number[];
  readonly supplyMonths: readonly number[];
  readonly yieldCapGPerMu: number | null;
  readonly canteenAllowed: boolean;
  readonly internal: boolean;
  readonly varietiesZh: readonly string[];
  readonly storageC: { readonly min: number; readonly max: number } | null;
}

type PriceFacts =
  { readonly fen: number; readonly perG: number } | { readonly fen: number; readonly perPiece: 1 };

export interface SkuFacts {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly packZh: string;
  readonly soldBy: 'piece' | 'weight';
  readonly nominalG: number;
  readonly minG: number;
  readonly maxG: number;
  readonly innerPieces: number | null;
  readonly prices: {
    readonly canteen: PriceFacts | null;
    readonly consumer: PriceFacts | null;
  };
}

export interface BaseFacts {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly kind: string;
  readonly placeId: string;
  readonly operatorOrgId: string | null;
  readonly areaMu: number | null;
  readonly productIds: readonly string[];
  readonly plots: readonly {
    readonly id: string;
    readonly nameZh: string;
    readonly areaMu: number;
    readonly productIds: readonly string[];
  }[];
  readonly authorisations?: readonly {
    readonly titleZh: string;
    readonly kind: string;
    readonly authorityBodyId: string;
    readonly number: string | null;
    readonly validFrom: string;
    readonly validTo: string | null;
    readonly productScopeIds: readonly string[];
  }[];
}

export interface OrganisationFacts {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly kind: string;
  readonly placeId: string;
  readonly productIds: readonly string[];
}

export interface CanteenFacts {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly kind: string;
  readonly placeId: string;
  readonly addressZh: string;
  readonly deliveryWindow: { readonly from: string; readonly to: string };
  readonly deliveryDays: readonly number[];
  readonly twoInspectors: boolean;
  readonly weeklyBasket: readonly { readonly skuId: string; readonly packs: number }[];
}

export interface AuthorityFacts {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly kind: string;
  readonly placeId: string;
}

interface PlaceFacts {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly kind: string;
  readonly parentId: string | null;
}

interface StoryFacts {
  readonly id: string;
  readonly orderLine?: {
    readonly skuId: string;
    readonly packs: number;
    readonly orderedG: number;
    readonly deliveredG: number;
    readonly acceptedG: number;
    readonly lineFen: number;
  };
}

/** Read once; `seeds/facts.json` is the repository's own copy. */
export const facts = JSON.parse(
  readFileSync(new URL('facts.json', import.meta.url), 'utf8'),
) as Facts;

export function productFacts(id: string): ProductFacts {
  const found = facts.products.find((product) => product.id === id);
  if (!found) throw new RangeError(`no product ${id} in facts.json`);
  return found;
}

/** The county of a town or village: the place above it that is a county or a district. */
export function countyOf(placeId: string): string {
  const place = facts.places.find(({ id }) => id === placeId);
  if (!place) throw new RangeError(`no place ${placeId} in facts.json`);
  if (['county', 'district'].includes(place.kind) || place.parentId === null) return place.id;
  return countyOf(place.parentId);
}
