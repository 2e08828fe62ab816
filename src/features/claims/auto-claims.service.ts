import type { Order } from '../orders/index.ts';
import { startClaim } from './claim-draft.ts';
import type { Claim, HeldBilling } from './claim.ts';
import type { ClaimStore } from './claim.store.ts';
import type { ClaimOrders, ClaimTalk } from './ports.ts';

interface Deps {
  claims: Pick<ClaimStore, 'insert'>;
  orders: Pick<ClaimOrders, 'get'>;
  talk: Pick<ClaimTalk, 'addTask'>;
  advance: (id: string) => Promise<unknown>;
  now: () => Date;
}

/** Goods taken in of a lot that was recalled meanwhile. */
export interface RecalledGoods extends HeldBilling {
  readonly orderId: string;
  readonly deliveryId: string;
  readonly g: number;
  /** Whose task it is to say what became of them. */
  readonly buyerId: string;
}

/** A run whose temperature was out of bounds. */
export interface WarmRun {
  readonly orderId: string;
  readonly deliveryId: string;
  readonly sellerId: string;
  readonly tempC10: number;
  readonly limitC10: number;
  readonly lines: readonly { readonly no: number; readonly batchId: string; readonly g: number }[];
}

/** Claims that the product opens by itself, once per cause. */
export function createAutoClaims({ claims, orders, talk, advance, now }: Deps) {
  function started(order: Order, cause: string) {
    return startClaim(order, { by: 'system', cmdKey: cause, reqHash: cause, at: now() });
  }

  /** `recall`: nothing is charged for these grams until the canteen says what became of them. */
  async function openRecall(goods: RecalledGoods): Promise<void> {
    const { orderId, deliveryId, receiptId, no, batchId, g, buyerId } = goods;
    const order = await orders.get(orderId);
    const claim: Claim = {
      ...started(order, `recall:${receiptId}:${no}:${batchId}`),
      ...{ kind: 'recall', state: 'filed', deliveryId, askFen: 0 },
      lines: [{ no, batchId, g, askFen: 0 }],
      held: { receiptId, no, batchId },
    };
    await claims.insert(claim);
    const facts = { no: claim.no, batchId, kg: String(g / 1000) };
    await talk.addTask({
      _id: `grams-on-hand:${claim._id}`,
      kind: 'grams-on-hand',
      orgId: buyerId,
      href: `/claims/${claim._id}`,
      facts,
    });
    await advance(claim._id);
  }

  /** Cold-chain breach: a draft against the carrier, for the seller to file, and a task. */
  async function openCarrier(run: WarmRun): Promise<void> {
    const { orderId, deliveryId, sellerId, lines, tempC10, limitC10 } = run;
    const order = await orders.get(orderId);
    const claim: Claim = {
      ...started(order, `cold:${deliveryId}`),
      ...{ kind: 'quality', against: 'carrier', state: 'draft', deliveryId, askFen: 0 },
      lines: lines.map((line) => ({ ...line, askFen: 0 })),
    };
    await claims.insert(claim);
    const facts = { no: claim.no, temp: String(tempC10 / 10), limit: String(limitC10 / 10) };
    await talk.addTask({
      _id: `cold-chain:${claim._id}`,
      kind: 'cold-chain',
      orgId: sellerId,
      href: `/claims/${claim._id}`,
      facts,
    });
  }

  return { openRecall, openCarrier };
}
