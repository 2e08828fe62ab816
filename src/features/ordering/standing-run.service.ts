import { sweep } from '../../platform/due.ts';
import type { Actor } from '../../shared/actor.ts';
import type { Command } from '../../shared/command.ts';
import type { Day } from '../../shared/day.ts';
import { AppError } from '../../shared/errors.ts';
import type { OrderGroup } from '../orders/index.ts';
import type { Wish } from './quote.ts';
import { createChoosing, skippedRow } from './standing-choice.service.ts';
import {
  isOn,
  nextOpening,
  openDays,
  runIdOf,
  wishesOn,
  type ReportRow,
  type StandingOrder,
  type StandingRun,
} from './standing.ts';
import type { StandingStore } from './standing.store.ts';

interface Deps {
  readonly standing: StandingStore;
  readonly ordering: Parameters<typeof createChoosing>[0] & {
    readonly submitSheet: (
      wishes: readonly Wish[],
      by: { actor: Actor; command: Command },
    ) => Promise<OrderGroup>;
  };
  /** Whether this person may still buy for this canteen. */
  readonly isBuyer: (userId: string, orgId: string) => Promise<boolean>;
  readonly tell: (run: StandingRun) => Promise<void>;
  readonly now: () => Date;
}

const TURNS = 400;
const AGAIN_MS = 60_000;

/**
 * What the background does with standing orders: at a window's opening each becomes one order, under a
 * key that is the same for every worker and every repeat.
 */
export function createStandingRuns({ standing, ordering, isBuyer, tell, now }: Deps) {
  const { runs } = standing;
  const step = createStep({ standing, ordering, isBuyer, tell, now });
  const choose = createChoosing(ordering);

  /** Every day whose window is open gets its run; when the next one opens. */
  async function generate(id: string): Promise<Date | undefined> {
    const order = await standing.byId(id);
    if (order?.state !== 'active') return undefined;
    for (const day of openDays(order, now())) {
      if (!isOn(order, day) || wishesOn(order.lines, day).length === 0) continue;
      const runId = runIdOf(id, day);
      if (!(await runs.byId(runId))) await runs.insert(await newRun(order, runId, day));
      await advance(runId);
    }
    return nextOpening(now());
  }

  async function newRun(order: StandingOrder, id: string, day: Day): Promise<StandingRun> {
    const { wishes, rows, prices } = await choose(wishesOn(order.lines, day), {
      orgId: order.id,
      day,
    });
    const [last] = await runs.ofBuyer(order.id, 1);
    return {
      ...{ id, buyerId: order.id, ownerId: order.ownerId, deliveryDate: day, state: 'open' },
      ...{ wishes, rows: [...rows, ...changedPrices(prices, last)], prices },
      ...{ groupId: null, totalFen: 0, rev: 0, at: now(), due: now() },
    };
  }

  /** Carries a run to its end; a repeat finds the order that an earlier try placed. */
  async function advance(id: string): Promise<Date | undefined> {
    for (let turn = 0; turn < TURNS; turn += 1) {
      const run = await runs.byId(id);
      if (run?.state !== 'open') return undefined;
      await step(run);
    }
    return new Date(now().getTime() + AGAIN_MS);
  }

  return {
    generate: () => sweep(standing.sweeper, { now, advance: generate }),
    resume: () => sweep(runs.sweeper, { now, advance }),
  };
}

/** Places a run's order, or says why not. */
function createStep({ standing: { runs }, ordering, isBuyer, tell, now }: Deps) {
  return async function step(run: StandingRun): Promise<void> {
    if (run.wishes.length === 0) return end(run, { state: 'empty' });
    if (!(await isBuyer(run.ownerId, run.buyerId))) {
      return end(run, { state: 'refused', rows: [...run.rows, refusedRow('standing.owner-gone')] });
    }
    try {
      await placed(run, await place(run));
    } catch (error) {
      if (!(error instanceof AppError) || error.kind === 'busy') throw error;
      await withoutLine(run, error);
    }
  };

  /** As the person whose it is: approvals and budgets hold as for every order. */
  function place({ id, ownerId: userId, buyerId: orgId, ...run }: StandingRun) {
    const actor: Actor = { userId, orgId, role: 'canteen', duties: ['buyer'] };
    const wishes = run.wishes.map((wish) => ({ ...wish, needOn: run.deliveryDate }));
    return ordering.submitSheet(wishes, { actor, command: { key: id, reqHash: id } });
  }

  function placed(run: StandingRun, group: OrderGroup): Promise<void> {
    const { _id: groupId, totalFen, plan, state } = group;
    const rows = [...run.rows, ...(plan.changes ?? []).map(rowOf)];
    const isRefused = state === 'rejected' || state === 'rejecting';
    if (isRefused) {
      const why = group.refusal?.code ?? 'order.not-enough-stock';
      return end(run, { state: 'refused', groupId, rows: [...rows, refusedRow(why)] });
    }
    return end(run, { state: 'placed', groupId, totalFen, rows });
  }

  /** One bad line never keeps the others: it is left out, and said. */
  async function withoutLine(run: StandingRun, { code, facts }: AppError): Promise<void> {
    const offerId = facts['offerId'];
    const bad = run.wishes.find((wish) => wish.offerId === offerId);
    if (!bad) return end(run, { state: 'refused', rows: [...run.rows, refusedRow(code)] });
    const wishes = run.wishes.filter((wish) => wish !== bad);
    await runs.write(run, { wishes, rows: [...run.rows, skippedRow(bad, code)], due: now() });
  }

  async function end(run: StandingRun, change: Partial<StandingRun>): Promise<void> {
    await tell({ ...run, ...change });
    await runs.write(run, change);
  }
}

export type StandingRuns = ReturnType<typeof createStandingRuns>;

function refusedRow(why: string): ReportRow {
  return { offerId: '', kind: 'skipped', why, from: 0, to: 0, toOfferId: '' };
}

function rowOf({ from, to, kind }: NonNullable<OrderGroup['plan']['changes']>[number]): ReportRow {
  const { offerId, units } = from;
  const base = { offerId, why: 'order.not-enough-stock', from: units, to: to?.units ?? 0 };
  if (!to) return { ...base, kind: 'skipped', toOfferId: '' };
  return kind === 'substitute'
    ? { ...base, kind: 'replaced', toOfferId: to.offerId }
    : { ...base, kind: 'cut', toOfferId: '' };
}

function changedPrices(
  prices: readonly { offerId: string; fen: number }[],
  last: StandingRun | undefined,
): ReportRow[] {
  return prices.flatMap(({ offerId, fen }) => {
    const before = last?.prices.find((each) => each.offerId === offerId)?.fen;
    if (before === undefined || before === fen) return [];
    return [{ offerId, kind: 'price' as const, why: '', from: before, to: fen, toOfferId: '' }];
  });
}
