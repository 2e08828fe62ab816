import type { Actor } from '../../shared/actor.ts';
import type { Command } from '../../shared/command.ts';
import { AppError } from '../../shared/errors.ts';
import type { Delivery, DeliveryHold } from '../fulfilment/index.ts';
import type { OrderLine } from '../orders/index.ts';
import { receiptLines, type Found } from './receipt-lines.ts';
import {
  signedState,
  type DriverSaid,
  type ExcessChoice,
  type Receipt,
  type ReceivedBy,
} from './receipt.ts';

/** What a receiver says of one delivery. */
export interface NewReceipt {
  /** When it was made at the door; later than now is now. */
  readonly madeAt?: string | undefined;
  readonly recallListAt?: string | undefined;
  /** The receiver's name as it stands on paper: the first signature. */
  readonly name: string;
  readonly lines: readonly Found[];
  readonly excess: readonly ExcessChoice[];
  readonly driver?: DriverSaid | undefined;
}

/** What must be known of the organisation that receives. */
export interface Receiver {
  readonly nameZh: string;
  readonly school: boolean;
  readonly settings: { readonly twoInspectors: boolean; readonly tolerancePermille: number };
}

interface Known {
  readonly delivery: Delivery;
  readonly receiver: Receiver;
  readonly orderLines: readonly OrderLine[];
}

interface By {
  readonly actor: Actor;
  readonly command: Command;
  readonly at: Date;
}

/**
 * A receipt as its first inspector signs it; id and number follow when it is stored.
 * @throws AppError `delivery.wrong-state` and those of `receiptLines`
 */
export function draftReceipt(
  { delivery, receiver, orderLines }: Known,
  draft: NewReceipt,
  { actor, command, at }: By,
): Receipt {
  checkStands(delivery);
  const { tolerancePermille: tolPermille } = receiver.settings;
  const delivered = { aboard: partsOf(delivery), orderLines, tolPermille };
  const needs = needsOf(receiver);
  return {
    ...startReceipt(delivery, { by: 'people', command, at }),
    lines: receiptLines(delivered, draft.lines, draft.excess),
    excess: draft.excess,
    driver: draft.driver ?? null,
    madeAt: earliest(draft.madeAt, at),
    recallListAt: draft.recallListAt === undefined ? null : new Date(draft.recallListAt),
    ...{ tolPermille, needs },
    signs: [{ userId: actor.userId, name: draft.name, at, via: 'session' }],
    state: signedState(1, needs),
  };
}

/** Two people sign in schools, and where the organisation says so. */
export function needsOf({ school, settings }: Receiver): number {
  return school || settings.twoInspectors ? 2 : 1;
}

export function startReceipt(
  { _id, orderId, buyerId, sellerId, channel }: Delivery,
  { by, command, at }: { by: ReceivedBy; command: Command; at: Date },
): Receipt {
  return {
    ...{ _id: '', grnNo: '', deliveryId: _id, orderId, buyerId, sellerId, channel, by },
    ...{ cmdKey: command.key, reqHash: command.reqHash, madeAt: at, storedAt: at },
    ...{ recallListAt: null, state: 'stored', needs: 0, signs: [], tolPermille: 0 },
    ...{ lines: [], excess: [], driver: null, billed: [], finalAt: null, out: [] },
  };
}

/** What is aboard; before it left, what is to be: a phone may be faster than the gate of the farm. */
function partsOf({ snapshot, holds }: Delivery): readonly DeliveryHold[] {
  return snapshot.length > 0 ? snapshot : holds;
}

/** @throws AppError `delivery.wrong-state`: nothing of it ever left, nor will */
function checkStands(delivery: Delivery): void {
  if (delivery.state === 'void' || partsOf(delivery).length === 0) checkLeft(delivery);
}

/** @throws AppError `delivery.wrong-state`: nothing of it is on its way */
export function checkLeft({ snapshot, state }: Delivery): void {
  if (snapshot.length > 0) return;
  throw new AppError('conflict', 'delivery.wrong-state', 'Nothing of it is on its way.', {
    facts: { state },
  });
}

function earliest(madeAt: string | undefined, now: Date): Date {
  const made = madeAt === undefined ? now : new Date(madeAt);
  return made < now ? made : now;
}
