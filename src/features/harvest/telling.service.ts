import type { Binding } from './binding.ts';
import type { HarvestPlan } from './plan.ts';
import type { Messages, Preorders } from './ports.ts';

interface Deps {
  readonly messages: Messages;
  readonly preorders: Pick<Preorders, 'get'>;
  readonly productName: (id: string) => Promise<string>;
}

const PAGE = '/coop/harvest';

/** Who has to decide something about a harvest, and who is told what came of it. Each once. */
export function createTelling({ messages, preorders, productName }: Deps) {
  /** Less was harvested than is promised: was that all? */
  async function askWhetherLast(
    { id, sellerId }: Binding,
    { productId, harvestOn }: HarvestPlan,
    { promisedG, harvestG }: { promisedG: number; harvestG: number },
  ): Promise<void> {
    const facts = { product: await productName(productId), day: harvestOn, promisedG, harvestG };
    await messages.addTask({
      ...{ _id: `harvest-short:${id}`, kind: 'harvest-short', orgId: sellerId },
      ...{ href: PAGE, facts },
    });
  }

  /** The day is over, and nothing was registered. */
  async function askForHarvest({ id, sellerId, productId, harvestOn, soldG }: HarvestPlan) {
    const facts = { product: await productName(productId), day: harvestOn, promisedG: soldG };
    await messages.addTask({
      ...{ _id: `harvest-missing:${id}`, kind: 'harvest-missing', orgId: sellerId },
      ...{ href: PAGE, facts },
    });
  }

  /** What the buyers get less than they ordered, before anything is picked. */
  async function shared({ id, planId, shares, decidedBy }: Binding): Promise<void> {
    for (const { hid, ref, g, wantG } of shares ?? []) {
      if (g < wantG) await tellShort(hid, ref, { g, wantG });
    }
    const how = { by: decidedBy ?? 'harvest', outcome: '' };
    await messages.taskDone(`harvest-short:${id}`, how);
    await messages.taskDone(`harvest-missing:${planId}`, how);
  }

  async function tellShort(hid: string, ref: string, { g, wantG }: { g: number; wantG: number }) {
    const order = await preorders.get(ref, hid);
    if (!order || order.isCancelled) return;
    const { no, name, buyerId, channel, groupId } = order;
    await messages.send({
      ...{ _id: `order:short:${hid}`, kind: 'preorder-cut', orgId: buyerId },
      href: channel === 'retail' ? `/orders/${groupId}` : '/canteen/orders',
      facts: { no, name, orderedG: wantG, g },
    });
  }

  return { askWhetherLast, askForHarvest, shared };
}

export type Telling = ReturnType<typeof createTelling>;
