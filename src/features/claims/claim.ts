import type { Owners, Role } from '../../shared/actor.ts';
import { AppError } from '../../shared/errors.ts';

/** What a buyer asks back for 售后/索赔 (`orders.md` §8.4). */
export const CLAIM_KINDS = [
  'quality',
  'wrong',
  'short',
  'late',
  'missing',
  'no_reason',
  'recall',
] as const;
export type ClaimKind = (typeof CLAIM_KINDS)[number];
/** Who is to pay; a carrier is the seller's own affair, settled outside. */
export const CLAIM_AGAINST = ['seller', 'carrier'] as const;
type ClaimAgainst = (typeof CLAIM_AGAINST)[number];

/** Which state may follow which. A terminal one is never left: what comes after is a new claim. */
const NEXT = {
  draft: ['filed'],
  filed: ['sent_back', 'granting', 'declined', 'resolved'],
  sent_back: ['back', 'granting'],
  back: ['granting', 'declined'],
  granting: ['granted', 'partly', 'resolved', 'filed', 'back', 'disputed'],
  granted: [],
  partly: [],
  declined: ['disputed'],
  disputed: ['granting', 'resolved'],
  resolved: [],
} as const satisfies Record<string, readonly string[]>;

export type ClaimState = keyof typeof NEXT;
export const CLAIM_STATES = Object.keys(NEXT) as [ClaimState, ...ClaimState[]];

/** States from which `to` may be reached: they stand in the filter of its statement. */
export function claimStatesBefore(to: ClaimState): ClaimState[] {
  return CLAIM_STATES.filter((from) => (NEXT[from] as readonly ClaimState[]).includes(to));
}

/** Nobody has to do anything about it any more. */
export function isClaimOver({ state }: Pick<Claim, 'state'>): boolean {
  return state === 'granted' || state === 'partly' || state === 'resolved';
}

/** Grams of an order line, of one lot where it is known, and what is asked back for them. */
export interface ClaimLine {
  readonly no: number;
  readonly batchId: string | null;
  readonly g: number;
  readonly askFen: number;
}

export const OUTCOMES = ['grant', 'decline', 'bill'] as const;
type Outcome = (typeof OUTCOMES)[number];

/** A decision; the n-th one of its claim, never changed. */
export interface Decision {
  readonly n: number;
  readonly by: string;
  /** `system`: the seller said nothing for too long, or goods came back intact. */
  readonly role: Role | 'system';
  readonly outcome: Outcome;
  readonly lines: readonly { readonly no: number; readonly fen: number }[];
  readonly fen: number;
  readonly words: string;
  /** The state it was decided in: where a refused row leads back to. */
  readonly from: ClaimState;
  readonly at: Date;
  /** Why its row was refused: more than is left of the charge. */
  readonly refused: {
    readonly code: string;
    readonly line: number;
    readonly creditableFen: number;
  } | null;
}

/** What a canteen says of goods it took in before it heard of their recall. */
interface Answer {
  readonly usedG: number;
  readonly onHandG: number;
  readonly destroyedG: number;
  /** Whether it pays for what it used. */
  readonly pays: boolean;
  readonly by: string;
  readonly at: Date;
}

/** Nothing was charged for these grams: the receipt came after the recall (`orders.md` §8.1). */
export interface HeldBilling {
  readonly receiptId: string;
  readonly no: number;
  readonly batchId: string;
}

export interface Claim {
  /** `order:c:` and the hash of the command, or of the cause. */
  readonly _id: string;
  /** 售后单号, for people. */
  readonly no: string;
  readonly orderId: string;
  readonly orderNo: string;
  readonly deliveryId: string | null;
  readonly buyerId: string;
  readonly payerId: string;
  readonly sellerId: string;
  readonly channel: 'canteen' | 'retail';
  readonly kind: ClaimKind;
  readonly against: ClaimAgainst;
  /** A fault that could not be seen at the door. */
  readonly hidden: boolean;
  readonly words: string;
  readonly photos: readonly string[];
  readonly lines: readonly ClaimLine[];
  readonly askFen: number;
  readonly held: HeldBilling | null;
  readonly by: string;
  readonly cmdKey: string;
  readonly reqHash: string;
  readonly at: Date;
  readonly state: ClaimState;
  readonly rev: number;
  readonly decisions: readonly Decision[];
  readonly answer: Answer | null;
  /** Goods on their way back, with the carrier's number. */
  readonly sentBack: {
    readonly carrier: string;
    readonly waybillNo: string;
    readonly at: Date;
  } | null;
  /** Since when they are there, as somebody other than the buyer says. */
  readonly arrivedAt: Date | null;
  readonly back: { readonly intact: boolean; readonly by: string; readonly at: Date } | null;
  readonly disputed: { readonly words: string; readonly by: string; readonly at: Date } | null;
  /** When it was granted or otherwise ended. */
  readonly endedAt: Date | null;
}

/** The newest decision. */
export function decisionOf({ decisions }: Pick<Claim, 'decisions'>): Decision | undefined {
  return decisions.at(-1);
}

/** Key of the row on the order's account, once per decision. */
export function claimRowKey({ _id }: Pick<Claim, '_id'>, { n }: Pick<Decision, 'n'>): string {
  return `claim:${_id}:${n}`;
}

/** 红字凭证 number of what was given back. */
export function creditNoteNo({ no }: Pick<Claim, 'no'>, { n }: Pick<Decision, 'n'>): string {
  return `H${no.slice(1)}-${n}`;
}

export function ownersOfClaim(claim: Claim): Owners {
  const { buyerId, payerId, sellerId, channel, against } = claim;
  if (against === 'carrier') return { cooperative: sellerId };
  return channel === 'retail'
    ? { consumer: buyerId, cooperative: sellerId }
    : { canteen: [buyerId, payerId], cooperative: sellerId };
}

export function claimNotFound(id: string): AppError {
  return new AppError('not-found', 'claim.not-found', `There is no claim ${id}.`, {
    facts: { id },
  });
}

export function claimState({ state }: Pick<Claim, 'state'>): AppError {
  return new AppError('conflict', 'claim.wrong-state', `This claim is ${state}.`, {
    facts: { state },
  });
}

export function claimBusy(): AppError {
  return new AppError('busy', 'claim.busy', 'Others are working on this claim. Please try again.');
}
