import { addDays } from '../src/shared/calendar.ts';
import { dayAt } from '../src/shared/day.ts';
import { sellerOf, type Grounds } from './batches.ts';
import type { CanteenCast, Cast } from './people.ts';
import { aCommand, type Stage } from './stage.ts';

/** Greens are cut to order. */
const GREENS = 'ds-leaf-qc';
const EXPECTED_G = 600_000;

/** Today: what next week's greens are expected to be, two orders that wait for them, and one that comes every week. */
export async function growGreens(stage: Stage, grounds: Grounds, cast: Cast): Promise<void> {
  const { services, today } = stage;
  const seller = sellerOf(grounds, GREENS);
  const base = grounds.bases.find(
    ({ owner, facts }) =>
      owner.orgId === seller.orgId &&
      facts.plots.some(({ productIds }) => productIds.includes(GREENS)),
  );
  const offers = await services.catalogue.ofSeller(seller.orgId);
  const greens = offers.find(
    ({ offer }) => offer.productId === GREENS && offer.channel === 'canteen',
  );
  const [first, second] = [...cast.canteens.values()];
  if (!base || !greens || !first || !second) throw new RangeError('no greens on the stage');
  const { nextDays } = await services.orderSheet.daysFor(first.buyer.orgId);
  const needOn = nextDays.find((day) => day >= addDays(dayAt(today), 6)) ?? nextDays.at(-1);
  if (needOn === undefined) return;
  const harvestOn = addDays(needOn, -1);
  for (const [day, share] of [
    [harvestOn, 1],
    [addDays(harvestOn, 1), 0.5],
  ] as const) {
    const forecast = { productId: GREENS, harvestOn: day, expectedG: EXPECTED_G * share };
    const wanted = { ...forecast, baseId: base.baseId, confidence: 'medium' as const };
    await services.harvest.foresee(wanted, seller, aCommand());
  }
  const { offer } = greens;
  for (const [{ buyer }, units] of [
    [first, 10],
    [second, 6],
  ] as const) {
    const wish = { offerId: offer.id, units, shown: offer.price, needOn };
    const group = await services.ordering.submitSheet([wish], {
      actor: buyer,
      command: aCommand(),
    });
    await services.orders.groups.advance(group._id);
  }
  await everyWeek(stage, first, offer.id);
}

/** Greens on Tuesdays and Thursdays, fewer if there are fewer. */
async function everyWeek({ services }: Stage, { buyer }: CanteenCast, offerId: string) {
  const line = { offerId, units: [0, 6, 0, 6, 0], onMissing: 'partial' as const, substitutes: [] };
  const wanted = { state: 'active', rhythm: 'weekly', pausedDates: [], rev: 0 } as const;
  await services.standing.save({ ...wanted, pausedDates: [], lines: [line] }, buyer, aCommand());
}
