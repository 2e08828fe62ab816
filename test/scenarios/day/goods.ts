import { aPdf, aPhoto12MP } from '../../support/photos.ts';
import type { Person } from './person.ts';

const MONTHS = Array.from({ length: 12 }, (_, place) => place + 1);

/** A product with one pack, as the operator enters it. */
export async function entersProduct(
  operator: Person,
  product: { id: string; nameZh: string; nameEn: string; shelfLifeDays: number; zone: string },
  sku: { id: string; nameZh: string; packZh: string; soldBy: 'kg' | 'box'; nominalG: number },
): Promise<void> {
  const { id, nameZh, nameEn, shelfLifeDays, zone } = product;
  await operator.does('POST', '/api/products', {
    ...{ id, nameZh, nameEn, countyId: 'DS', category: 'fruit', legalClass: 'vegetable_fruit' },
    ...{ papersRequired: ['conformity_certificate'], varietiesZh: [], shelfLifeDays },
    ...{ storageC: { min: 0, max: 13 }, temperatureZone: zone, harvestMonths: MONTHS },
    ...{ supplyMonths: MONTHS, canteenAllowed: true, internal: false, markIds: [] },
    ...{ storyZh: '', storyEn: '', photoIds: [] },
  });
  const { soldBy, nominalG } = sku;
  const slack = soldBy === 'kg' ? nominalG / 10 : 0;
  await operator.does('POST', '/api/skus', {
    ...{ id: sku.id, productId: id, nameZh: sku.nameZh, nameEn: sku.id, innerPieces: null },
    ...{ packZh: sku.packZh, packEn: 'pack' },
    pack: {
      ...{ soldBy, nominalG, minG: nominalG - slack, maxG: nominalG + slack },
      ...{ stepUnits: 1, minUnits: 1, lifeLeftDays: 1 },
    },
  });
}

interface Place {
  readonly nameZh: string;
  readonly village: string;
  readonly crop: string;
  readonly productId: string;
  readonly titled: boolean;
}

/** A base with one plot; with its authorisation, scan attached, where it has one. */
export async function registersBase(
  coop: Person,
  { nameZh, village, crop, productId, titled }: Place,
): Promise<{ baseId: string; plotId: string }> {
  const { id: baseId } = await coop.does<{ id: string }>('POST', '/api/bases', {
    ...{ nameZh, countyId: 'DS', village, crop, areaMu100: 14_900, photos: [] },
  });
  if (titled) {
    const fileId = await coop.uploads('/api/scans', aPdf('authorisation'), 'application/pdf');
    await coop.does('POST', `/api/bases/${baseId}/authorisations`, {
      ...{ kind: 'vegetable_basket_base', title: '杭州市西湖区菜篮子生产基地' },
      ...{ body: '杭州市西湖区农业农村局', productScopeIds: [productId], fileId },
      ...{ validFrom: '2023-03-04' },
    });
  }
  const plot = { nameZh: '一号棚', areaMu100: 9_600, productIds: [productId] };
  const { id: plotId } = await coop.does<{ id: string }>(
    'POST',
    `/api/bases/${baseId}/plots`,
    plot,
  );
  return { baseId, plotId };
}

interface Harvest {
  readonly productId: string;
  readonly baseId: string;
  readonly plotId: string;
  readonly harvestedOn: string;
  readonly grams: number;
  readonly subject: string;
}

/** A batch with a phone's photo of 12 MP and a certificate as PDF, submitted. Returns its code. */
export async function uploadsBatch(coop: Person, harvest: Harvest): Promise<string> {
  const { subject, ...goods } = harvest;
  const draft = { kind: 'harvested', ...goods };
  const { code } = await coop.does<{ code: string }>('POST', '/api/batches', draft);
  const photo = await coop.uploads('/api/photos', await aPhoto12MP(), 'image/jpeg');
  await coop.does('PUT', `/api/batches/${code}/photos`, { photos: [photo] });
  const fileId = await coop.uploads('/api/scans', aPdf(`certificate ${code}`), 'application/pdf');
  const paper = await coop.does<{ id: string }>('POST', '/api/certificates', {
    ...{ style: 'producer', basis: ['control', 'selfTest'], productId: goods.productId },
    ...{ product: '示例', origin: '安徽省砀山县', subject, contact: '0000-0000000' },
    ...{ grams: goods.grams, fileId },
  });
  await coop.does('PUT', `/api/batches/${code}/papers`, { paperIds: [paper.id] });
  await coop.does('POST', `/api/batches/${code}/tests`, {
    ...{ kind: 'rapid', item: '有机磷和氨基甲酸酯类', method: 'GB/T 5009.199-2003' },
    ...{ inhibitionPermille: 124, limitPermille: 500, verdict: 'pass' },
  });
  await coop.does('POST', `/api/batches/${code}/submission`);
  return code;
}

/** Picks, weighs (all parts together `grams`, or as ordered), packs and loads an order. */
export async function packs(coop: Person, orderId: string, grams?: number) {
  await coop.does('POST', `/api/order-parts/${orderId}/pick`);
  const { lines } = await coop.sees<{ lines: { parts: { hid: string; g: number }[] }[] }>(
    `/api/order-parts/${orderId}`,
  );
  for (const { hid, g } of lines.flatMap(({ parts }) => parts)) {
    await coop.does('POST', `/api/order-parts/${orderId}/weights`, { hid, g: grams ?? g });
  }
  await coop.does('POST', `/api/order-parts/${orderId}/pack`);
  return coop.does<{ id: string; noteNo: string }>(
    'POST',
    `/api/order-parts/${orderId}/deliveries`,
    {},
  );
}
