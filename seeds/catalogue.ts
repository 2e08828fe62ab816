import type { Actor } from '../src/shared/actor.ts';
import type { Price } from '../src/shared/money.ts';
import { facts, productFacts, type ProductFacts, type SkuFacts } from './facts.ts';
import type { Cast } from './people.ts';
import { aCommand, type Stage } from './stage.ts';

/** All products and packs of the five areas, and every seller's offers with the prices of the facts. */
export async function fillCatalogue(stage: Stage, { sellers }: Cast): Promise<void> {
  await Promise.all(facts.products.map((product) => addProduct(stage, product)));
  const shelves = facts.organisations.flatMap(({ id, productIds }) => {
    const seller = sellers.get(id);
    return seller ? productIds.map((productId) => ({ seller, productId })) : [];
  });
  await Promise.all(
    shelves.map(({ seller, productId }) => offerAll(stage, seller, productFacts(productId))),
  );
}

async function addProduct(stage: Stage, product: ProductFacts): Promise<void> {
  const { catalogue } = stage.services;
  await catalogue.createProduct(
    {
      ...{ id: product.id, nameZh: product.nameZh, nameEn: product.nameEn },
      ...{ countyId: product.countyPlaceId, category: product.category },
      ...{ legalClass: product.legalClass, papersRequired: product.papersRequired },
      ...{ varietiesZh: product.varietiesZh, shelfLifeDays: product.shelfLifeDays },
      ...{ storageC: product.storageC, temperatureZone: product.temperatureZone },
      ...{ harvestMonths: product.harvestMonths, supplyMonths: product.supplyMonths },
      ...{ canteenAllowed: product.canteenAllowed, internal: product.internal },
      ...{ markIds: [], storyZh: '', storyEn: '', photoIds: [] },
    } as Parameters<typeof catalogue.createProduct>[0], // closed lists of the program, checked by its own test
    aCommand(),
  );
  for (const sku of product.skus) await addSku(stage, product, sku);
}

const BAGS = ['袋', '网袋', '网', '真空袋'];
const BOXES = ['箱', '礼盒', '盒'];

/** `weight` → kg; by the piece: 箱 is a box, 袋 a bag, anything else a piece. */
function soldByOf({ soldBy, packZh }: SkuFacts) {
  if (soldBy === 'weight') return 'kg';
  if (BOXES.includes(packZh)) return 'box';
  return BAGS.includes(packZh) ? 'bag' : 'piece';
}

/** English for the pack, following 箱, 筐, 袋 …; what is not here is said by how it is sold. */
const PACK_EN: Readonly<Record<string, string>> = {
  ...{ 箱: 'box', 礼盒: 'gift box', 盒: 'box', 泡沫箱: 'foam box', 整箱: 'case' },
  ...{ 筐: 'crate', 周转筐: 'crate', 网: 'net', 网袋: 'net', 袋: 'bag', 真空袋: 'bag' },
  ...{ 罐: 'can', 瓶: 'bottle', 玻璃瓶: 'jar', 听: 'tin', 托盘: 'tray', 盘: 'tray', 枚: 'piece' },
  ...{ 只: 'piece', 条: 'carcass', 双: 'pair', 头: 'head' },
};

async function addSku(
  { services: { catalogue } }: Stage,
  product: ProductFacts,
  sku: SkuFacts,
): Promise<void> {
  const soldBy = soldByOf(sku);
  const { nominalG, minG, maxG } = sku;
  await catalogue.createSku(
    {
      ...{ id: sku.id, productId: product.id, nameZh: sku.nameZh, nameEn: sku.nameEn },
      ...{
        packZh: sku.packZh,
        packEn: PACK_EN[sku.packZh] ?? 'pack',
        innerPieces: sku.innerPieces,
      },
      pack: { soldBy, nominalG, minG, maxG, stepUnits: 1, minUnits: 1, lifeLeftDays: 1 },
    },
    aCommand(),
  );
}

type Prices = SkuFacts['prices'];

function priceOf(price: Prices['canteen']): Price | undefined {
  if (!price) return undefined;
  return 'perG' in price ? { fen: price.fen, perG: price.perG } : { fen: price.fen, perUnit: 1 };
}

async function offerAll(stage: Stage, seller: Actor, product: ProductFacts): Promise<void> {
  const listed = !product.internal && product.legalClass !== 'live_animal';
  if (!listed) return;
  for (const { id: skuId, prices } of product.skus) {
    await offerOne(stage, seller, { skuId, channel: 'canteen', price: priceOf(prices.canteen) });
    await offerOne(stage, seller, { skuId, channel: 'retail', price: priceOf(prices.consumer) });
  }
}

interface OfferDraft {
  readonly skuId: string;
  readonly channel: 'canteen' | 'retail';
  readonly price: Price | undefined;
}

async function offerOne(
  { services: { catalogue } }: Stage,
  { orgId: sellerId, userId }: Actor,
  { skuId, channel, price }: OfferDraft,
): Promise<void> {
  const product = facts.products.find(({ skus }) => skus.some(({ id }) => id === skuId));
  if (!price || !product || (channel === 'canteen' && !product.canteenAllowed)) return;
  const season = { seasonFrom: 1, seasonTo: 12 };
  await catalogue.offer(
    { skuId, channel, price, ...season },
    { sellerId, userId, command: aCommand() },
  );
}
