import type { Owners } from '../../shared/actor.ts';
import type { Command } from '../../shared/command.ts';
import type { Day } from '../../shared/day.ts';
import { AppError, type ErrorKind } from '../../shared/errors.ts';
import { shareOut } from '../../shared/rounding.ts';

/** Packing one lot 分装, cutting 分切, mixing lots 混合, making something else of them 加工. */
export const MAKING_KINDS = ['pack', 'cut', 'mix', 'process'] as const;
export type MakingKind = (typeof MAKING_KINDS)[number];

/** `planned → taken → made`; refused on the way: `undoing → undone` (`trace.md` §4.3). */
export const MAKING_STATES = ['planned', 'taken', 'made', 'undoing', 'undone'] as const;
type MakingState = (typeof MAKING_STATES)[number];

/** Where grams came from: a producing base, or a county alone. */
interface Origin {
  readonly baseId: string | null;
  readonly countyId: string;
  readonly g: number;
}

/** A lot that goes in, as far as the rules ask. */
export interface InputLot {
  readonly batchId: string;
  readonly g: number;
  readonly productId: string;
  /** What came into that lot at first. */
  readonly incomingG: number;
  /** Grams it was heavier than what it was made of. */
  readonly gainG: number;
  /** Share out to the lot's grams. */
  readonly origins: readonly Origin[];
  readonly usableUntil: Date;
}

export interface Output {
  readonly code: string;
  readonly productId: string;
  readonly g: number;
  readonly gainG: number;
  readonly origins: readonly Origin[];
}

/** Why it was undone; what its command answers again. */
interface Refusal {
  readonly kind: ErrorKind;
  readonly code: string;
  readonly message: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** One transformation 加工/分装: lots go in, new lots come out, and no gram appears on the way. */
export interface Making {
  /** From the maker's command, so that a repeat finds it. */
  readonly _id: string;
  readonly orgId: string;
  readonly by: string;
  readonly command: Command;
  readonly at: Date;
  readonly kind: MakingKind;
  readonly producedOn: Day;
  readonly works: string | null;
  readonly note: string | null;
  readonly inputs: readonly { readonly batchId: string; readonly g: number }[];
  readonly outputs: readonly Output[];
  readonly wasteG: number;
  readonly toleranceG: number;
  /** Until when the goods of every output are good, at most: the first of the inputs, unless processed. */
  readonly usableUntil: Date | null;
  readonly state: MakingState;
  readonly refusal: Refusal | null;
  readonly due: Date | null;
}

export interface NewMaking {
  readonly kind: MakingKind;
  readonly works: string | null;
  readonly note: string | null;
  readonly inputs: readonly { readonly batchId: string; readonly g: number }[];
  readonly outputs: readonly { readonly productId: string; readonly g: number }[];
  readonly wasteG: number;
  /** Of a recipe that adds something: what may come out at most, per thousand of what goes in. */
  readonly outMaxPermille: number | null;
}

/** Scales differ by so much at most. */
export const TOLERANCE_PERMILLE = 5;
const MOST_OUT_PERMILLE = 10_000;

const sum = (list: readonly { readonly g: number }[]): number =>
  list.reduce((all, { g }) => all + g, 0);

/** What one take of a lot carries of its gain: ⌈gain × g / incoming⌉. */
export function carriedGainG({ gainG, g, incomingG }: InputLot): number {
  if (gainG === 0 || incomingG === 0) return 0;
  return Number((BigInt(gainG) * BigInt(g) + BigInt(incomingG) - 1n) / BigInt(incomingG));
}

/**
 * What may come out at most, waste included, and how much of it scales explain: gains do not compound.
 * A recipe that adds something says its own most.
 */
export function mostOutG(
  lots: readonly InputLot[],
  { kind, outMaxPermille }: Pick<NewMaking, 'kind' | 'outMaxPermille'>,
): { mostG: number; toleranceG: number } {
  const inG = sum(lots);
  const carried = lots.reduce((all, lot) => all + carriedGainG(lot), 0);
  const toleranceG = Math.max(0, Math.floor((inG * TOLERANCE_PERMILLE) / 1000) - carried);
  if (kind !== 'process' || outMaxPermille === null) return { mostG: inG + toleranceG, toleranceG };
  const mostG = Math.floor((inG * Math.min(outMaxPermille, MOST_OUT_PERMILLE)) / 1000);
  return { mostG, toleranceG };
}

/**
 * Whether this can have happened: no mass gained, packing and cutting of one product only.
 * @throws AppError `transformation.mass-gained` with both figures, `transformation.one-product`, `transformation.one-lot`
 */
export function checkMaking(wanted: NewMaking, lots: readonly InputLot[]): { toleranceG: number } {
  const { kind, inputs, outputs, wasteG } = wanted;
  if (new Set(inputs.map(({ batchId }) => batchId)).size < inputs.length) {
    throw new AppError('invalid', 'transformation.lot-twice', 'A lot goes in once.');
  }
  if (kind === 'pack' && inputs.length > 1) {
    throw new AppError(
      'invalid',
      'transformation.one-lot',
      'Packing is of one lot; this is mixing.',
    );
  }
  const products = new Set(lots.map(({ productId }) => productId));
  if (kind !== 'process' && outputs.some(({ productId }) => !products.has(productId))) {
    const message = 'Only processing makes another product.';
    throw new AppError('invalid', 'transformation.one-product', message);
  }
  const { mostG, toleranceG } = mostOutG(lots, wanted);
  const outG = sum(outputs) + (kind === 'process' && wanted.outMaxPermille !== null ? 0 : wasteG);
  if (outG > mostG) {
    const facts = { outG, mostG, inG: sum(lots) };
    const message = `${outG} g cannot come of this; at most ${mostG} g.`;
    throw new AppError('conflict', 'transformation.mass-gained', message, { facts });
  }
  return { toleranceG };
}

/** Each output's share of what every base and county gave, by grams taken, and of the gain. */
export function outputsOf(
  wanted: Pick<NewMaking, 'outputs' | 'wasteG'>,
  lots: readonly InputLot[],
  codes: readonly string[],
): Output[] {
  const gainG = Math.max(0, sum(wanted.outputs) + wanted.wasteG - sum(lots));
  const carried = lots.reduce((all, lot) => all + carriedGainG(lot), 0);
  const weights = wanted.outputs.map(({ g }) => ({ weight: g }));
  const gains = shareOut(gainG + carried, weights);
  const origins = merged(lots);
  return wanted.outputs.map(({ productId, g }, n) => {
    const shares = shareOut(
      g,
      origins.map((origin) => ({ weight: origin.g })),
    );
    return {
      code: codes[n] ?? '',
      productId,
      g,
      gainG: gains[n] ?? 0,
      origins: origins
        .map((origin, place) => ({ ...origin, g: shares[place] ?? 0 }))
        .filter((origin) => origin.g > 0),
    };
  });
}

/** Grams taken of each origin, the same base once. */
function merged(lots: readonly InputLot[]): Origin[] {
  const all = new Map<string, Origin>();
  for (const { g, origins } of lots) {
    const shares = shareOut(
      g,
      origins.map((origin) => ({ weight: origin.g })),
    );
    for (const [place, origin] of origins.entries()) {
      const key = `${origin.baseId ?? ''}:${origin.countyId}`;
      const before = all.get(key)?.g ?? 0;
      all.set(key, { ...origin, g: before + (shares[place] ?? 0) });
    }
  }
  return [...all.values()];
}

export const inputHold = (making: Pick<Making, '_id'>, n: number): string =>
  `${making._id}:in:${n}`;
export const outputHold = (making: Pick<Making, '_id'>, n: number): string =>
  `${making._id}:out:${n}`;

export function ownersOfMaking({ orgId }: Pick<Making, 'orgId'>): Owners {
  return { cooperative: orgId };
}

export function makingNotFound(id: string): AppError {
  return new AppError('not-found', 'transformation.not-found', `There is no work ${id}.`, {
    facts: { id },
  });
}

/** The stored refusal of what was undone. */
export function makingRefusal({ refusal }: Making): AppError | undefined {
  if (!refusal) return undefined;
  const { kind, code, message, facts } = refusal;
  return new AppError(kind, code, message, { facts });
}
