import { sweep } from '../../platform/due.ts';
import type { Binding } from './binding.ts';
import type { BindingStore } from './binding.store.ts';
import { dayOver } from './plan.ts';
import type { PlanStore } from './plan.store.ts';
import type { BoundGoods, PlanHold, PlanPool, Preorders } from './ports.ts';
import { sharesOf, wholeSharesOf, type Claim, type Share } from './sharing.ts';
import type { Telling } from './telling.service.ts';

/** Read again now; look soon; look then. */
type Next = 'again' | 'soon' | Date;

interface Deps {
  readonly plans: PlanStore;
  readonly bindings: BindingStore;
  readonly pool: PlanPool;
  readonly goods: BoundGoods;
  readonly preorders: Preorders;
  readonly telling: Telling;
  readonly now: () => Date;
}

const TURNS = 60;
const SOON_MS = 5_000;
const LONGEST_MS = 600_000;

/**
 * From the field to the batch (`orders.md` §9): the plan is closed, the shares are fixed in one write,
 * every pre-order gets its part of the batch, and only then may the rest of it be sold. Each step may be
 * repeated, by anybody, several at once; a stop in between leaves an order to other goods or to none.
 */
export function createBinding({ plans, bindings, pool, goods, preorders, telling, now }: Deps) {
  const { claimsOn, bindAll } = createWaiting({ pool, preorders });

  /** Does whatever can be done now; when to look again, or never. */
  async function advance(id: string): Promise<Date | undefined> {
    for (let turn = 0; turn < TURNS; turn += 1) {
      const binding = await bindings.byId(id);
      if (!binding || binding.state === 'done') return undefined;
      const next = await step(binding);
      if (next !== 'again') return next === 'soon' ? soon() : next;
    }
    return soon();
  }

  async function step(binding: Binding): Promise<Next> {
    const { batchId } = binding;
    if (batchId === null) return share(binding, 0);
    const lot = await goods.get(batchId);
    if (!lot || lot.status === 'draft') return waiting(binding); // not submitted yet
    if (lot.status === 'rejected' && !binding.shares) return end(binding);
    return share(binding, lot.availG);
  }

  async function share(binding: Binding, harvestG: number): Promise<Next> {
    const { id, planId, shares } = binding;
    await plans.close(planId);
    if (!(await plans.takeTurn(planId, id))) return 'soon'; // an earlier batch of this harvest
    await preorders.planClosed(planId);
    if (!shares) return fix(binding, harvestG);
    return (await bindAll(binding, shares)) ? end(binding) : 'soon';
  }

  /** A draft that nobody submits is asked less and less often. */
  function waiting({ startedAt }: Binding): Date {
    const age = now().getTime() - startedAt.getTime();
    return new Date(now().getTime() + Math.min(Math.max(age, SOON_MS), LONGEST_MS));
  }

  /** Who gets how much; short of what is promised only on the cooperative's word, or in the evening. */
  async function fix(binding: Binding, harvestG: number): Promise<Next> {
    const wanted = await claimsOn(binding.planId);
    if (!wanted) return 'soon';
    const promisedG = wanted.reduce((sum, { g }) => sum + g, 0);
    const plan = await plans.byId(binding.planId);
    if (promisedG > harvestG && binding.isLast === null && plan) {
      const evening = dayOver(plan.harvestOn);
      if (evening > now()) {
        await telling.askWhetherLast(binding, plan, { promisedG, harvestG });
        return evening;
      }
    }
    const share = binding.isLast === false ? wholeSharesOf : sharesOf;
    await bindings.fix(binding.id, share(wanted, harvestG));
    return 'again';
  }

  /** The rest goes on sale, the next batch of the harvest has its turn. */
  async function end(binding: Binding): Promise<'again'> {
    if (binding.batchId !== null) await goods.bound(binding.batchId);
    await telling.shared(binding);
    await plans.endTurn(binding.planId, binding.id);
    await bindings.finish(binding.id);
    return 'again';
  }

  const resume = () => sweep(bindings.sweeper, { now, advance });
  const soon = () => new Date(now().getTime() + SOON_MS);

  return { advance, resume };
}

/** Those who wait for a harvest, by the sold holds of its plan. */
function createWaiting({ pool, preorders }: Pick<Deps, 'pool' | 'preorders'>) {
  /** What they want; undefined: an order is not split off yet. */
  async function claimsOn(planId: string): Promise<Claim[] | undefined> {
    const sold = (await holdsOf(pool, planId)).filter(({ s }) => s === 'sold');
    const found = await Promise.all(
      sold.map(async ({ id: hid, ref, g, t }) => {
        const order = await preorders.get(ref, hid);
        return order && { hid, ref, g, t, isContract: order.isContract, stepG: order.stepG };
      }),
    );
    const known = found.filter((claim) => claim !== undefined);
    return known.length === found.length ? known : undefined;
  }

  /** One write on each order; true when no sold hold of a share is left on the plan. */
  async function bindAll({ planId, batchId }: Binding, shares: readonly Share[]): Promise<boolean> {
    let isBound = true;
    for (const { hid, ref, g } of shares) {
      const holds = await holdsOf(pool, planId);
      if (holds.find(({ id }) => id === hid)?.s !== 'sold') continue;
      await preorders.bind(ref, { hid, g, batchId });
      isBound &&= (await holdsOf(pool, planId)).find(({ id }) => id === hid)?.s !== 'sold';
    }
    return isBound;
  }

  return { claimsOn, bindAll };
}

async function holdsOf(pool: PlanPool, planId: string): Promise<readonly PlanHold[]> {
  return (await pool.get(planId))?.holds ?? [];
}
