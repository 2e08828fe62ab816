import { AppError } from '../../shared/errors.ts';

/** Where a batch stands 批次状态 (`orders.md` §3); it lives with its grams, because a reservation asks for it. */
export const BATCH_STATUSES = [
  'draft',
  'submitted',
  'released',
  'on_hold',
  'rejected',
  'recalled',
  'expired',
  'closed',
] as const;
export type BatchStatus = (typeof BATCH_STATUSES)[number];

export const HOLD_KINDS = [
  'sale',
  'receive',
  'loss',
  'sample',
  'transform_in',
  'transform_out',
  'return',
  'reverse',
  'limit_up',
  'limit_down',
  'spend',
  'give_back',
] as const;
export type HoldKind = (typeof HOLD_KINDS)[number];

export const HOLD_STATES = ['held', 'sold', 'shipped', 'done', 'released'] as const;
type HoldState = (typeof HOLD_STATES)[number];

/** Who stopped a batch, the weakest first: a stop is lifted by its own rank or a higher one. */
export const STOP_RANKS = ['seller', 'test', 'operator', 'officer', 'recall'] as const;
export type StopRank = (typeof STOP_RANKS)[number];

/** A part of a pool that somebody has taken 预占, or a way in or out of it. */
export interface Hold {
  readonly id: string;
  readonly kind: HoldKind;
  /** What it is for: a group, an order, a submission. */
  readonly ref: string;
  /** 0 marks a tombstone: released before it was taken, and now it never will be. */
  readonly g: number;
  readonly s: HoldState;
  /** Number of the newest weighing. */
  readonly w: number;
  /** Number of the delivery that ships it; a smaller one is barred. */
  readonly n: number;
  /** `issuedAt` of the command that takes it. */
  readonly t: Date;
  readonly at: Date;
  readonly exp: Date | null;
}

export interface Stop {
  readonly id: string;
  readonly by: string;
  readonly rank: StopRank;
  readonly reason: string;
  /** The status it was found in. */
  readonly was: BatchStatus;
}

/** What every pool is, whatever it holds. */
export interface PoolState {
  readonly id: string;
  /** What was issued before this can no longer take anything: its tombstone may be gone. */
  readonly sealedBefore: Date;
  readonly holds: readonly Hold[];
}

/**
 * The one contended document of a batch 批次库存: its grams and who holds them. Always:
 * received + transformedIn + returned + movedIn = avail + held + sold + shipped + loss + sample +
 * transformedOut + movedOut (mass balance 物料平衡).
 */
export interface Balance extends PoolState {
  /** The batch. */
  readonly id: string;
  /** Whose the goods are now. */
  readonly custodianId: string;
  /** What a buyer looks for, frozen with the submission. */
  readonly productId: string;
  readonly harvestedOn: string;
  readonly status: BatchStatus;
  /** The end of its last good day; never, for wine. */
  readonly usableUntil: Date;
  readonly receivedG: number;
  readonly transformedInG: number;
  readonly returnedG: number;
  readonly movedInG: number;
  readonly availG: number;
  readonly heldG: number;
  readonly soldG: number;
  readonly shippedG: number;
  readonly lossG: number;
  readonly sampleG: number;
  readonly transformedOutG: number;
  readonly movedOutG: number;
  readonly stops: readonly Stop[];
  readonly lifted: readonly string[];
  /** Grows with every fact that could void a release seen before it. */
  readonly gateRev: number;
  /** Harvested for orders that wait, and not yet given to all of them. */
  readonly unbound: boolean;
}

/** A line of the batch's book 批次流水, never changed: grams that came or left. */
export interface Movement {
  /** The hold that caused it. */
  readonly id: string;
  readonly batchId: string;
  readonly kind: string;
  readonly g: number;
  readonly n: number;
  readonly ref: string;
  readonly at: Date;
  readonly reverses: string | null;
}

/** The most holds a document carries; more is a pool that must be split. */
const MOST_HOLDS = 2_000;

/** For goods that keep for ever. */
export const NO_EXPIRY = new Date('9999-12-31T00:00:00Z');

export function findHold(balance: Pick<PoolState, 'holds'>, id: string): Hold | undefined {
  return balance.holds.find((hold) => hold.id === id);
}

/** A new hold, `done` unless said otherwise: only sales are held first. */
export function newHold(
  kind: HoldKind,
  at: Date,
  { id, ref, g, t, ...more }: Pick<Hold, 'id' | 'ref' | 'g' | 't'> & Partial<Hold>,
): Hold {
  return { id, kind, ref, g, s: 'done', w: 0, n: 0, t, at, exp: null, ...more };
}

const DAY_MS = 24 * 60 * 60 * 1000;

/** P10: what has left or come has a row in the book. A reversal writes its own. */
export function isRecordable({ s, g, kind }: Hold): boolean {
  return (s === 'shipped' || s === 'done') && g > 0 && kind !== 'reverse';
}

/**
 * P11: settled, and so old that nobody can still be at work on it; whether its cause is over, its owner
 * says. A reversal stays: with it gone the same could be reversed again.
 */
export function isPrunable({ s, t, kind }: Hold, now: Date): boolean {
  const settled = s === 'shipped' || s === 'released' || s === 'done';
  return settled && kind !== 'reverse' && now.getTime() - t.getTime() >= DAY_MS;
}

/** What a statement wanted, as far as it can be the reason of a refusal. */
export interface Wanted {
  /** `issuedAt` of its command, where it adds a hold. */
  readonly t?: Date;
  /** It is for goods on sale, usable at this instant or after. */
  readonly usableAt?: Date;
  /** It is for goods on sale, however long they keep. */
  readonly onSale?: true;
  /** It is for goods harvested for orders that wait. */
  readonly bind?: boolean | undefined;
  /** It adds a hold of a sale. */
  readonly adds?: true;
  /** Grams it takes from what is available. */
  readonly g?: number;
}

/**
 * Why a statement matched nothing: the first reason that holds, in the order of `orders.md` §4.
 * undefined: no reason stands any more, so it is to be tried again.
 */
export function poolRefusal(balance: Balance, wanted: Wanted): AppError | undefined {
  return (
    tooLate(balance, wanted) ??
    notOnSale(balance, wanted) ??
    expired(balance, wanted) ??
    overfull(balance, wanted) ??
    shortage(balance, wanted)
  );
}

export function tooLate(
  { sealedBefore }: Pick<PoolState, 'sealedBefore'>,
  { t }: Pick<Wanted, 't'>,
): AppError | undefined {
  if (!t || sealedBefore <= t) return undefined;
  return new AppError('conflict', 'hold.too-late', 'This was asked for too long ago.');
}

function notOnSale(
  balance: Balance,
  { usableAt, onSale, bind = false }: Wanted,
): AppError | undefined {
  if ((usableAt ?? onSale) === undefined) return undefined;
  const isRight = bind ? mayBind(balance, onSale) : balance.status === 'released';
  return isRight ? undefined : statusRefusal(balance);
}

/** P1b only while it waits for its orders; its P3 also once it is on sale. */
function mayBind({ status, unbound, stops }: Balance, onSale: true | undefined): boolean {
  if (onSale === true) return status === 'submitted' || status === 'released';
  return status === 'submitted' && unbound && stops.length === 0;
}

/** Says in which state a batch is, when it should be on sale: `batch.on-hold`, `batch.recalled`… */
export function statusRefusal({ id, status }: Pick<Balance, 'id' | 'status'>): AppError {
  const code =
    status === 'draft' || status === 'submitted'
      ? 'batch.not-released'
      : `batch.${status.replace('_', '-')}`;
  return new AppError('conflict', code, `Batch ${id} is not on sale.`, { facts: { status } });
}

function expired({ id, usableUntil }: Balance, { usableAt }: Wanted): AppError | undefined {
  if (!usableAt || usableUntil >= usableAt) return undefined;
  return new AppError('conflict', 'batch.expired', `Batch ${id} does not keep that long.`, {
    facts: { usableUntil: usableUntil.toISOString() },
  });
}

export function overfull({ id, holds }: PoolState, { adds }: Wanted): AppError | undefined {
  return adds && holds.length >= MOST_HOLDS ? poolBusy(id) : undefined;
}

function shortage({ id, availG }: Balance, { g = 0 }: Wanted): AppError | undefined {
  if (availG >= g) return undefined;
  const message = `Only ${availG} g of ${id} are left.`;
  return new AppError('conflict', 'batch.not-enough-stock', message, { facts: { availG } });
}

/** The race was merely lost, or the pool is full of holds: 503, and the same request may be sent again. */
export function poolBusy(id: string): AppError {
  return new AppError('busy', 'pool.busy', `${id} is in high demand. Please try again.`);
}

/** The hold was given back, so what is asked of it can no longer be. */
export function holdReleased(id: string): AppError {
  return new AppError('conflict', 'hold.released', `Hold ${id} was given back.`);
}

export function poolNotFound(id: string): AppError {
  return new AppError('not-found', 'batch.not-found', `There is no batch ${id}.`);
}

/** Whether a stop of rank `own` may be lifted by `by`: its own rank or a higher one. */
export function mayLift(by: StopRank, own: StopRank): boolean {
  return STOP_RANKS.indexOf(by) >= STOP_RANKS.indexOf(own);
}

const STOPPABLE: readonly BatchStatus[] = ['draft', 'submitted', 'released', 'on_hold'];

/**
 * Where a stop leads from `was`; undefined where such a stop has nothing to stop. A recall comes
 * first, in any status; a lesser stop on a recalled batch stands beside it and leaves it recalled.
 */
export function stoppedStatus(was: BatchStatus, rank: StopRank): BatchStatus | undefined {
  if (rank === 'recall' || was === 'recalled') return 'recalled';
  return STOPPABLE.includes(was) ? 'on_hold' : undefined;
}
