import type { Owners } from '../../shared/actor.ts';
import type { Command } from '../../shared/command.ts';
import type { Day } from '../../shared/day.ts';
import { AppError } from '../../shared/errors.ts';
import type { Price } from '../../shared/money.ts';
import { isSameKind, type AgreementRule, type Contract } from '../../shared/price.ts';

/**
 * `proposed` by a cooperative or the operator; only `agreed`, signed by the buyer, counts. An agreed
 * one never changes but for its last day, which either side may bring forward.
 */
export const AGREEMENT_STATES = ['proposed', 'agreed', 'declined', 'withdrawn'] as const;
export type AgreementState = (typeof AGREEMENT_STATES)[number];

/**
 * A price that follows a published one: `fen × permille / 1000 + addFen`, rounded half up. The values
 * are entered as they were read; source and month say where.
 */
export interface IndexFormula {
  readonly fen: number;
  readonly permille: number;
  readonly addFen: number;
  readonly source: string;
  /** `2026-11`. */
  readonly month: string;
}

interface Approval {
  readonly orgId: string;
  readonly userId: string;
  readonly at: Date;
}

/** A contract price 合同价 of one offer for one buyer. */
export interface PriceAgreement {
  readonly _id: string;
  /** What both call it; the same on several offers of one contract. */
  readonly no: string;
  readonly sellerId: string;
  readonly buyerId: string;
  readonly offerId: string;
  readonly rule: AgreementRule;
  /** Of `fixed` and `index` what is charged; of `cap` what the offer's price may not pass. */
  readonly price: Price;
  readonly index?: IndexFormula | undefined;
  readonly validFrom: Day;
  readonly validTo: Day;
  readonly state: AgreementState;
  /** Who proposed, then who agreed. */
  readonly approvals: readonly Approval[];
  readonly why: string;
  readonly at: Date;
  readonly command: Command;
}

export interface NewAgreement extends Pick<
  PriceAgreement,
  'no' | 'buyerId' | 'offerId' | 'rule' | 'validFrom' | 'validTo' | 'index'
> {
  /** Left out where the index says it. */
  readonly price?: Price | undefined;
  /** What the price counts: grams, or units; the same as the offer's. */
  readonly per: Per;
}

type Per = { readonly perG: number } | { readonly perUnit: 1 };

/** What the formula gives, by the same unit as the offer's price. */
export function indexPrice({ fen, permille, addFen }: IndexFormula, per: Per): Price {
  const sum = Math.floor((2 * fen * permille + 1_000) / 2_000) + addFen;
  return { fen: sum, ...per };
}

/**
 * The price that is agreed on, from what was entered.
 * @throws AppError `agreement.formula-missing`, `agreement.price-unit-wrong`, `agreement.dates-crossed`
 */
export function agreedPrice(draft: NewAgreement, offered: Price): Price {
  if (draft.validTo < draft.validFrom) {
    throw new AppError('invalid', 'agreement.dates-crossed', 'It ends before it begins.');
  }
  const price =
    draft.rule === 'index' && draft.index ? indexPrice(draft.index, draft.per) : draft.price;
  if (!price || price.fen <= 0 || (draft.rule === 'index' && !draft.index)) {
    throw new AppError('invalid', 'agreement.formula-missing', 'Say the price, or its formula.');
  }
  if (isSameKind(price, offered)) return price;
  throw new AppError('invalid', 'agreement.price-unit-wrong', 'The offer is priced otherwise.', {
    facts: { offered },
  });
}

/** The contract that counts for an offer on a day: of several, the one agreed last. */
export function contractOn(
  agreements: readonly PriceAgreement[],
  offerId: string,
  day: Day,
): Contract | undefined {
  const [newest] = agreements
    .filter((each) => each.offerId === offerId && isInForce(each, day))
    .toSorted((a, b) => agreedAt(b) - agreedAt(a) || (a._id < b._id ? 1 : -1));
  return newest && { id: newest._id, no: newest.no, rule: newest.rule, price: newest.price };
}

function isInForce({ state, validFrom, validTo }: PriceAgreement, day: Day): boolean {
  return state === 'agreed' && validFrom <= day && day <= validTo;
}

function agreedAt({ approvals }: PriceAgreement): number {
  return approvals.at(-1)?.at.getTime() ?? 0;
}

/** Both sides of it. */
export function ownersOfAgreement({ sellerId, buyerId }: PriceAgreement): Owners {
  return { cooperative: sellerId, canteen: buyerId };
}

export function agreementNotFound(id: string): AppError {
  return new AppError('not-found', 'agreement.not-found', `There is no agreement ${id}.`);
}

export function agreementWrongState({ state }: PriceAgreement): AppError {
  return new AppError('conflict', 'agreement.wrong-state', `This agreement is ${state}.`, {
    facts: { state },
  });
}
