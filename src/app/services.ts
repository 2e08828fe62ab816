import { randomBytes } from 'node:crypto';
import {
  createBaseService,
  createBaseStore,
  createCropCycleStore,
} from '../features/bases/index.ts';
import {
  createCatalogueService,
  createOfferStore,
  createProductStore,
} from '../features/catalogue/index.ts';
import { createFileStore, createMediaService } from '../features/media/index.ts';
import { createPaperService, createPaperStore } from '../features/papers/index.ts';
import { createFolderBlobs } from '../platform/blobs.ts';
import { createImages } from '../platform/images.ts';
import { codeFrom } from '../shared/code.ts';
import { createHarvestCare } from './field.ts';
import { createGoods } from './goods.ts';
import { createPeople } from './people.ts';
import { createPrices } from './prices.ts';
import { createRecord } from './record.ts';
import { createShipping } from './shipping.ts';
import { createShop } from './shop.ts';
import { createStandingCare } from './standing.ts';
import { createStockCare } from './stock-care.ts';
import { createTrade } from './trade.ts';
import type { World } from './world.ts';

/** A fresh code from a cryptographic source; what production and the demo use. */
export function drawCode(): string {
  return codeFrom(randomBytes(10));
}

/** Composition: every feature is wired here, in order of need, and nowhere else. */
export function createServices(world: World) {
  const { db, now, newCode } = world;
  const people = createPeople(world);
  const images = createImages();
  const blobs = createFolderBlobs(world.uploadsDir);
  const media = createMediaService({ files: createFileStore(db), blobs, images, now });
  const attachFiles = media.attach;
  const bases = createBaseService({
    ...{ bases: createBaseStore(db), cycles: createCropCycleStore(db) },
    ...{ attachFiles, newCode, now },
  });
  const papers = createPaperService({ papers: createPaperStore(db), attachFiles, newCode, now });
  const organisation = people.organisations.get;
  const [products, offers] = [createProductStore(db), createOfferStore(db)];
  const catalogue = createCatalogueService({ products, offers, organisation, now });
  const goods = createGoods(world, { papers, bases, catalogue, attachFiles, organisation });
  const prices = createPrices(world, { ...people, catalogue });
  const trade = createTrade(world, {
    ...{ ...goods, ...prices, catalogue, organisation },
    ...{ record: people.audit.record, attachFiles },
  });
  const care = createStockCare(world, { goods, catalogue, orders: trade.orders });
  const harvest = createHarvestCare(world, {
    ...{ ...people, ...goods, bases, catalogue, preorders: trade.orders.preorders },
  });
  const selling = createShop(world, { ...goods, catalogue, organisation, prices, trade });
  const { shop } = selling;
  const standing = createStandingCare(world, { ...people, ...trade, shop });

  const shipping = createShipping(world, {
    ...{ ...people, ...goods, bases, papers, catalogue, attachFiles, orders: trade.orders },
    minG: async (versionId) => (await products.version(versionId))?.minG ?? 0,
    noReason: async (versionId) => (await products.version(versionId))?.noReason ?? false,
  });

  const record = createRecord(world, {
    ...{ batches: goods.batches, bases, catalogue, organisation, accounts: people.accounts },
    making: care.making,
    sources: [goods.batches.pendingFacts, care.makingFacts, ...shipping.tradeFacts],
  });

  /** Ends what runs beside us, such as image workers. */
  async function close(): Promise<void> {
    await images.close();
  }

  return {
    world,
    ...people,
    media,
    bases,
    papers,
    catalogue,
    ...goods,
    ...prices,
    ...trade,
    ...care,
    harvest,
    standing,
    ...shipping,
    ...selling,
    ...record,
    close,
  };
}

export type Services = ReturnType<typeof createServices>;
