import { createHash } from 'node:crypto';
import type { Actor } from '../../shared/actor.ts';
import { checkRepeat, type Command } from '../../shared/command.ts';
import { AppError } from '../../shared/errors.ts';
import { sweep } from '../../platform/due.ts';
import type { Delivery } from '../fulfilment/index.ts';
import type { ReturnPools } from './return-pool.store.ts';
import type { Returned } from './return.ts';
import type { ReturnStore } from './return.store.ts';

interface Deps {
  returns: ReturnStore;
  pools: ReturnPools;
  /** @throws AppError `delivery.not-found` */
  delivery: (id: string) => Promise<Delivery>;
  /** A new lot of these grams on hold, once per code. */
  openLot: (lot: {
    code: string;
    of: string;
    g: number;
    by: string;
    at: Date;
    reason: string;
  }) => Promise<void>;
  newCode: () => string;
  now: () => Date;
}

interface By {
  readonly actor: Actor;
  readonly command: Command;
}

/** Goods that came back: grams out of the return pool, into a new held lot. */
export function createReturnService(deps: Deps) {
  const { returns, pools, delivery, openLot, newCode, now } = deps;

  async function get(id: string): Promise<Returned> {
    const found = await returns.byId(id);
    if (!found) throw new AppError('not-found', 'return.not-found', `There is no return ${id}.`);
    return found;
  }

  /**
   * Books what came back of one lot of a delivery line, once per command.
   * @throws AppError `return.more-than-rejected` with what may come back, `delivery.not-found`
   */
  async function takeBack(
    deliveryId: string,
    { line, batchId, g }: { line: number; batchId: string; g: number },
    { actor, command }: By,
  ): Promise<Returned> {
    const { orderId, sellerId } = await delivery(deliveryId);
    const _id = `${deliveryId}:r:${hash(command.key)}`;
    const earlier = await returns.byId(_id);
    if (earlier) checkRepeat(earlier, command);
    const said = { deliveryId, orderId, sellerId, line, batchId, g, by: actor.userId, at: now() };
    const { key: cmdKey, reqHash } = command;
    const rest = { code: newCode(), state: 'taking' as const, leftG: null };
    if (!earlier) await returns.insert({ _id, ...said, cmdKey, reqHash, ...rest });
    await advance(_id);
    const done = await get(_id);
    if (done.state === 'refused') throw refusedReturn(done);
    return done;
  }

  /** Any worker may, at any time, twice at once. */
  async function advance(id: string): Promise<undefined> {
    const returned = await get(id);
    if (returned.state === 'taking') {
      const taken = await pools.take(returned, { key: id, g: returned.g });
      const to = taken.done ? 'lot' : 'refused';
      const leftG = taken.done ? null : Number(taken.refusal.facts['leftG'] ?? 0);
      await returns.move(id, 'taking', to, leftG);
    }
    const after = await get(id);
    if (after.state !== 'lot') return;
    const { code, batchId: of, g, by, at } = after;
    await openLot({ code, of, g, by, at, reason: `退货 ${after.deliveryId}` });
    await returns.move(id, 'lot', 'done', null);
  }

  /** What may still come back of a delivery, per line and lot. */
  async function returnable(deliveryId: string) {
    const { snapshot } = await delivery(deliveryId);
    const lots = snapshot.filter(
      (one, place) =>
        snapshot.findIndex((o) => o.line === one.line && o.batchId === one.batchId) === place,
    );
    return Promise.all(
      lots.map(async ({ line, batchId }) => ({
        ...{ line, batchId },
        leftG: await pools.left({ deliveryId, line, batchId }),
      })),
    );
  }

  return {
    ...{ takeBack, returnable },
    resume: () => sweep(returns.sweeper, { now, advance }),
  };
}

export type ReturnService = ReturnType<typeof createReturnService>;

function hash(key: string): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 16);
}

function refusedReturn({ leftG, g }: Returned): AppError {
  const message = 'More than was refused cannot come back.';
  return new AppError('conflict', 'return.more-than-rejected', message, {
    facts: { leftG: leftG ?? 0, askedG: g },
  });
}
