import type { Actor } from '../../shared/actor.ts';
import { checkRepeat, type Command } from '../../shared/command.ts';
import type { StandingRuns } from './standing-run.service.ts';
import { createStandingView, type Shown } from './standing-view.service.ts';
import { standingChanged, type NewStanding, type StandingOrder } from './standing.ts';
import type { Saved, StandingStore } from './standing.store.ts';

interface Deps extends Shown {
  readonly standing: StandingStore;
  readonly runs: StandingRuns;
}

const TRIES = 5;

/** A canteen's standing order 长期订单: one week, saved as a whole; nothing wrong in a line stops that. */
export function createStanding({ standing, runs, now, ...shown }: Deps) {
  const view = createStandingView({ standing, now, ...shown });

  /**
   * What is ordered every week from now on. Orders that were generated stay as they are.
   * @throws AppError `standing.changed` when somebody saved it meanwhile
   */
  async function save(wanted: NewStanding, { orgId, userId }: Actor, command: Command) {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const order = await standing.byId(orgId);
      const rev = order?.rev ?? 0;
      if (order && isRepeat(order, command)) return rev;
      if (rev !== wanted.rev) throw standingChanged(rev);
      if (await write(orgId, savedAs(wanted, { order, userId }), { order, command }))
        return rev + 1;
    }
    throw standingChanged(wanted.rev);
  }

  function write(
    orgId: string,
    saved: Saved,
    { order, command }: { order: StandingOrder | undefined; command: Command },
  ): Promise<boolean> {
    if (!order) return standing.insert(orgId, saved, command);
    return standing.save(orgId, order.rev, { saved, command });
  }

  function savedAs(
    { rev, ...wanted }: NewStanding,
    { order, userId }: { order: StandingOrder | undefined; userId: string },
  ) {
    const wasActive = order?.state === 'active';
    const activeSince = wasActive ? order.activeSince : now();
    return { ...wanted, ownerId: userId, activeSince, due: now() };
  }

  return { save, view, ...runs };
}

export type Standing = ReturnType<typeof createStanding>;

/** @throws AppError `request.key-reused` */
function isRepeat({ commands }: StandingOrder, command: Command): boolean {
  const earlier = commands.find(({ key }) => key === command.key);
  if (earlier) checkRepeat(earlier, command);
  return earlier !== undefined;
}
