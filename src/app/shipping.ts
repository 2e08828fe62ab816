import type { Accounts } from '../features/accounts/index.ts';
import type { BaseService } from '../features/bases/index.ts';
import type { BatchFacts, BatchService } from '../features/batches/index.ts';
import type { CatalogueService } from '../features/catalogue/index.ts';
import {
  createDeliveryStore,
  createFulfilmentService,
  type Goods,
  type Origin,
  type Supplier,
} from '../features/fulfilment/index.ts';
import type { MediaService } from '../features/media/index.ts';
import type { Orders } from '../features/orders/index.ts';
import type { Notifications } from '../features/notifications/index.ts';
import type { OrganisationService } from '../features/organisations/index.ts';
import type { PaperService } from '../features/papers/index.ts';
import type { createBringBack, StockPool } from '../features/pools/index.ts';
import type { LabelService } from '../features/prints/index.ts';
import {
  createHeldBilling,
  createInspectionRecordStore,
  createReceiptStore,
  createReceivingService,
  createReceivingViews,
} from '../features/receiving/index.ts';
import type { TaskService } from '../features/tasks/index.ts';
import { AppError } from '../shared/errors.ts';
import { PLACES } from '../shared/facts/places.ts';
import { createAfterSale } from './after-sale.ts';
import { namedOrigins } from './lineage.ts';
import type { World } from './world.ts';

type BringBack = ReturnType<typeof createBringBack>;

interface Parts {
  readonly orders: Orders;
  readonly pool: StockPool;
  readonly batches: Pick<BatchService, 'facts' | 'openReturned'>;
  readonly bringBack: BringBack;
  readonly recallList: () => Promise<string[]>;
  readonly catalogue: Pick<CatalogueService, 'product'>;
  readonly labels: Pick<LabelService, 'serialOf'>;
  readonly bases: Pick<BaseService, 'titleOn' | 'get'>;
  readonly papers: Pick<PaperService, 'list'>;
  readonly organisations: Pick<OrganisationService, 'get' | 'membershipsOf'>;
  readonly accounts: Pick<Accounts, 'verifyPassword'>;
  readonly tasks: Pick<TaskService, 'add' | 'done'>;
  readonly notifications: Pick<Notifications, 'send'>;
  /** 七日无理由 applies to a frozen sku version. */
  readonly noReason: (versionId: string) => Promise<boolean>;
  readonly attachFiles: MediaService['attach'];
  /** What one unit of a frozen sku version weighs at least. */
  readonly minG: Goods['minG'];
}

/** From a placed order to the ledger of a canteen: shipping and receiving. */
export function createShipping(world: World, parts: Parts) {
  const { db, now } = world;
  const { orders: all, pool, organisations, attachFiles } = parts;
  const { work, accounts: money } = all;
  const life = all.orders;
  const orders = { ...life, ...work };
  const goods = {
    ...{ ...createGoodsFacts(parts), minG: parts.minG },
    zone: async (id: string) => (await parts.catalogue.product(id)).temperatureZone,
  };
  const deliveries = createDeliveryStore(db);
  const receipts = createReceiptStore(db);
  const heldRow = createHeldBilling({
    ...{ receipts, orders: life },
    deliveries: { get: (id) => fulfilment.get(id) },
  });
  const { claims, claimViews, returns, afterSale } = createAfterSale(world, {
    ...{ ...parts, heldRow, deliveries, receipts },
  });
  const fulfilment = createFulfilmentService({
    ...{ orders, deliveries, stock: pool, goods, now },
    labelOf: parts.labels.serialOf,
    coldChain: claims.openCarrier,
  });
  const receiving = createReceivingService({
    receipts,
    records: createInspectionRecordStore(db),
    deliveries: fulfilment,
    orders: { ...life, loaded: work.loaded, row: money.row },
    people: {
      receiver: organisations.get,
      inspector: inspectorOf(parts),
      attachPhotos: attachFiles,
    },
    afterSale,
    recalledLots: recalledIn(pool),
    recallList: parts.recallList,
    notify: parts.notifications.send,
    addTask: ({ id, ...task }) => parts.tasks.add({ _id: id, ...task }),
    now,
  });
  const receivingViews = createReceivingViews({
    ...{ receiving, comingTo: fulfilment.comingTo, delivery: fulfilment.get, order: life.get, now },
  });
  const tradeFacts = [fulfilment.facts, receiving.facts];
  return { fulfilment, receiving, receivingViews, claims, claimViews, returns, tradeFacts };
}

/** Which of these lots a recall has stopped by now. */
function recalledIn(pool: StockPool) {
  return async (batchIds: readonly string[]): Promise<ReadonlySet<string>> => {
    const balances = await Promise.all(batchIds.map((id) => pool.get(id)));
    const stopped = balances.flatMap((balance) =>
      balance?.stops.some(({ rank }) => rank === 'recall') ? [balance.id] : [],
    );
    return new Set(stopped);
  };
}

/** What is frozen about goods and seller when they leave. */
function createGoodsFacts({ batches, bases, papers: paperwork, organisations }: Parts) {
  async function titleOf({ batch, base }: BatchFacts): Promise<string | null> {
    const { harvestedOn, productId } = batch;
    if (!base || harvestedOn === null) return null;
    return (await bases.titleOn(base.id, productId, harvestedOn))?.title ?? null;
  }

  async function origin(code: string): Promise<Origin> {
    const facts = await batches.facts(code);
    const { batch, plotName, papers, product, balance } = facts;
    const { harvestedOn, producedOn, productId, sellerId, tests } = batch;
    const keeps = balance.usableUntil.getUTCFullYear() < 9_000;
    return {
      ...{ code, productId, sellerId, harvestedOn, producedOn, plot: plotName },
      product: { zh: product.nameZh, en: product.nameEn },
      ...(batch.origins.length > 0 ? placesOf(await namedOrigins(batch, bases)) : placeOf(facts)),
      title: await titleOf(facts),
      shelfLifeDays: product.shelfLifeDays,
      usableUntil: keeps ? balance.usableUntil : null,
      papers: papers.map(({ kind, no, fileId }) => ({ kind, no, sha256: fileId })),
      tests: tests.map(({ item, verdict }) => ({ item, verdict })),
    };
  }

  async function supplier(id: string): Promise<Supplier> {
    const seller = await organisations.get(id);
    const numberOf = async (kind: 'business_licence' | 'production_licence') =>
      (await paperwork.list({ role: 'cooperative', orgId: id }, { kind }))[0]?.no ?? null;
    return {
      id,
      uscc: await numberOf('business_licence'), // its number is the credit code
      licenceNo: await numberOf('production_licence'),
      name: seller?.nameZh ?? id,
      address: seller?.address ?? '',
      contact: seller ? `${seller.contact.name} ${seller.contact.phone}`.trim() : '',
    };
  }

  return { origin, supplier };
}

function placeOf({ base, product }: BatchFacts): Pick<Origin, 'baseId' | 'base' | 'county'> {
  const countyId = base?.countyId ?? product.countyId;
  const county = PLACES.find(({ id }) => id === countyId)?.nameZh ?? null;
  return { baseId: base?.id ?? null, base: base?.nameZh ?? null, county };
}

/** Of a lot made of others: its one base, or 混合 with the counties; the greatest share first. */
function placesOf(
  origins: Awaited<ReturnType<typeof namedOrigins>>,
): Pick<Origin, 'baseId' | 'base' | 'county'> {
  const bases = new Set(origins.map(({ base }) => base?.zh ?? null));
  const counties = [...new Set(origins.flatMap(({ county }) => (county ? [county.zh] : [])))];
  const [base = null] = bases;
  const isMixed = origins.length > 1;
  const county = counties.join('、');
  return {
    baseId: isMixed ? null : (origins[0]?.baseId ?? null),
    base: isMixed ? null : base,
    county: isMixed ? `混合：${county}` : county,
  };
}

/** A receiver of this canteen, by login name and password. */
function inspectorOf({ accounts, organisations }: Parts) {
  return async (orgId: string, login: { login: string; password: string }) => {
    try {
      const { userId } = await accounts.verifyPassword(login);
      const own = (await organisations.membershipsOf(userId)).find((one) => one.orgId === orgId);
      return own?.duties.includes('receiver') ? { userId } : undefined;
    } catch (error) {
      if (error instanceof AppError && error.code === 'login.wrong') return undefined;
      throw error;
    }
  };
}
