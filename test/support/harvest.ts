import type { TestApp } from './app.ts';
import { aBaseWithPlot } from './bases.ts';
import { newCommandKey } from '../../src/http/command.ts';

export const HARVEST = '2026-09-23';

/** A base of a seller with a plot for a product, and what it is expected to give on a day. */
export async function aPlan(
  app: TestApp,
  of: { sellerId: string; productId?: string; expectedG: number; harvestOn?: string },
): Promise<{ planId: string; plotId: string; baseId: string }> {
  const { sellerId, productId = 'ds-pear-1', expectedG, harvestOn = HARVEST } = of;
  const plot = { productIds: [productId], areaMu100: 1_000_000 };
  const { plotId } = await aBaseWithPlot(app, { orgId: sellerId, plot });
  const baseId = plotId.slice(0, plotId.indexOf('.'));
  const { status, body } = await app.client.send('PUT', '/api/harvest/plans', {
    as: `cooperative@${sellerId}`,
    key: newCommandKey(),
    body: { baseId, productId, harvestOn, expectedG, confidence: 'high' },
  });
  if (status !== 200) throw new Error(`no plan: ${JSON.stringify(body)}`);
  return { planId: (body as { id: string }).id, plotId, baseId };
}

/** Every loop of orders, batches and harvests, until nothing is due. */
export async function settleHarvest({ services }: TestApp): Promise<void> {
  for (let round = 0; round < 10; round += 1) {
    const did = [
      await services.harvest.resume(),
      await services.orders.groups.resume(),
      await services.orders.orders.resume(),
      await services.payments.desk.resume(),
      await services.payments.refunds.resume(),
      await services.batches.sweep(),
    ];
    if (did.every((n) => n === 0)) return;
  }
}
