import { newCommandKey } from '../../src/http/command.ts';
import type { NewOffer } from '../../src/features/catalogue/offer.ts';
import type { NewProduct } from '../../src/features/catalogue/product.ts';
import type { NewSku, Pack } from '../../src/features/catalogue/sku.ts';
import type { Command } from '../../src/shared/command.ts';
import type { TestApp } from './app.ts';

let commands = 0;

/** A command nobody gave before. */
export function aCommand(): Command {
  return { key: newCommandKey(), reqHash: `test-${(commands += 1)}` };
}

const EVERY_MONTH = Array.from({ length: 12 }, (_, place) => place + 1);

/** A crisp pear, unless said otherwise. */
export function aNewProduct(overrides: Partial<NewProduct> = {}): NewProduct {
  return {
    id: 'ds-pear-1',
    nameZh: '砀山酥梨 一级果',
    nameEn: 'Dangshan crisp pear, grade 1',
    countyId: 'DS',
    category: 'fruit',
    legalClass: 'vegetable_fruit',
    papersRequired: ['conformity_certificate'],
    varietiesZh: ['金盖酥'],
    shelfLifeDays: 270,
    storageC: { min: 0, max: 1 },
    temperatureZone: 'fruit',
    harvestMonths: [9, 10],
    supplyMonths: [9, 10, 11, 12, 1, 2, 3, 4, 5, 6],
    canteenAllowed: true,
    internal: false,
    markIds: [],
    storyZh: '',
    storyEn: '',
    photoIds: [],
    ...overrides,
  };
}

/** A box of 5 kg, unless said otherwise. */
export function aNewSku(
  overrides: Partial<Omit<NewSku, 'pack'>> & { pack?: Partial<Pack> } = {},
): NewSku {
  const { pack, ...sku } = overrides;
  return {
    id: 'ds-pear-1.box5',
    productId: 'ds-pear-1',
    nameZh: '箱装5 kg（18–20枚）',
    nameEn: 'Box 5 kg',
    packZh: '箱',
    packEn: 'box',
    innerPieces: 20,
    ...sku,
    pack: {
      soldBy: 'box',
      nominalG: 5_000,
      minG: 5_000,
      maxG: 5_000,
      stepUnits: 1,
      minUnits: 1,
      lifeLeftDays: 1,
      ...pack,
    },
  };
}

/** A crate of 15 kg sold by weight, the canteens' usual pack. */
export function aNewCrate(productId = 'ds-pear-1', grams = 15_000): NewSku {
  return aNewSku({
    id: `${productId}.crate`,
    productId,
    nameZh: `周转筐${grams / 1000} kg`,
    nameEn: `Crate ${grams / 1000} kg`,
    packZh: '筐',
    packEn: 'crate',
    innerPieces: null,
    pack: { soldBy: 'kg', nominalG: grams, minG: grams * 0.97, maxG: grams * 1.03 },
  });
}

/** A product with a box of 5 kg (`<id>.box5`) and a crate of 15 kg (`<id>.crate`); made once. */
export async function aProduct(
  { services: { catalogue } }: Pick<TestApp, 'services'>,
  overrides: Partial<NewProduct> = {},
): Promise<string> {
  const product = aNewProduct(overrides);
  const known = (await catalogue.products()).some(({ id }) => id === product.id);
  if (known) return product.id;
  await catalogue.createProduct(product, aCommand());
  const box = aNewSku({ id: `${product.id}.box5`, productId: product.id });
  await catalogue.createSku(box, aCommand());
  await catalogue.createSku(aNewCrate(product.id), aCommand());
  return product.id;
}

/**
 * An offer of a seller who is admitted; of the product's box to consumers at ¥68, or of its crate to
 * canteens at ¥5 a kilogram, unless said otherwise. Makes the product if it is not there.
 */
export async function anOffer(
  app: Pick<TestApp, 'services'>,
  { sellerId, ...overrides }: Partial<NewOffer> & { sellerId: string; productId?: string },
): Promise<string> {
  const { productId = 'ds-pear-1', ...wanted } = overrides;
  const channel = wanted.channel ?? 'retail';
  const toConsumers = channel === 'retail';
  await aProduct(app, { id: productId, supplyMonths: EVERY_MONTH });
  const { id } = await app.services.catalogue.offer(
    {
      skuId: `${productId}.${toConsumers ? 'box5' : 'crate'}`,
      price: toConsumers ? { fen: 6_800, perUnit: 1 } : { fen: 500, perG: 1_000 },
      seasonFrom: 1,
      seasonTo: 12,
      ...wanted,
      channel,
    },
    { sellerId, userId: 'u-seller', command: aCommand() },
  );
  return id;
}
