import { registerBatch, sellerOf, type BatchPlan, type Grounds } from './batches.ts';
import { facts, productFacts, type ProductFacts } from './facts.ts';
import type { Cast } from './people.ts';
import { latestHarvest, pearStory, tomatoDay } from './season.ts';
import { aCommand, at, type Stage, type Story } from './stage.ts';

/** Every batch of the demonstration, and what officers and growers decide about some of them. */
export function batchStories(stage: Stage, grounds: Grounds, cast: Cast): Story[] {
  const { today } = stage;
  const listed = facts.products.filter(
    ({ internal, legalClass }) => !internal && !['other', 'live_animal'].includes(legalClass),
  );
  const plans = filledUp(
    listed
      .filter(({ id }) => !OF_STORIES.includes(id))
      .flatMap((product, i) => plansOf(product, i, today)),
  );
  const { harvestDay: pears } = pearStory(today);
  return [
    ...plans.map((plan) => batchStory(stage, grounds, plan)),
    // s-pear: the sorted lots, registered as harvested ones (grading comes with a later issue)
    batchStory(
      stage,
      grounds,
      { productId: 'ds-pear-1', grams: 3_600_000, day: pears, variant: 0 },
      cast,
    ),
    batchStory(
      stage,
      grounds,
      { productId: 'ds-pear-2', grams: 4_320_000, day: pears, variant: 1 },
      cast,
    ),
    // s-reject: harvested on day −3, or in the last season
    batchStory(
      stage,
      grounds,
      { productId: 'lb-tomato', grams: 400_000, day: tomatoDay(today), variant: 0 },
      cast,
    ),
    batchStory(stage, grounds, {
      productId: 'ds-leaf-qc',
      grams: 300_000,
      day: -1,
      variant: 1,
      withoutPapers: true,
    }),
    stoppedStory(stage, grounds, { productId: 'lb-egg', grams: 120_000, day: -2, variant: 1 }),
  ];
}

const OF_STORIES = ['ds-pear-1', 'ds-pear-2', 'lb-tomato'];

/** Two lots where goods are on sale, one of the last season where they are not. */
function plansOf(product: ProductFacts, i: number, today: Date): BatchPlan[] {
  const { day, onSale } = latestHarvest(product, today);
  const grams = product.skus.some(({ nominalG }) => nominalG >= 10_000) ? 3_000_000 : 600_000;
  const isMade = product.legalClass !== 'vegetable_fruit' && (product.shelfLifeDays ?? 999) >= 60;
  const earlier = isMade ? 20 : 1; // what keeps has an older lot beside the fresh one
  return Array.from({ length: onSale ? 2 : 1 }, (_, n) => ({
    ...{ productId: product.id, grams, day: day - n * earlier, variant: i + n },
  }));
}

/** At least so many batches together, on whatever day it starts; the stories bring five. */
const MOST_PLANS = 57;

/** Goods that keep longest get one lot more each, until there are enough. */
function filledUp(plans: readonly BatchPlan[]): BatchPlan[] {
  const longest = plans.toSorted((a, b) => lifeOf(b) - lifeOf(a));
  const more = longest.slice(0, Math.max(0, MOST_PLANS - plans.length));
  return [
    ...plans,
    ...more.map((plan) => ({ ...plan, day: plan.day - 3, variant: plan.variant + 1 })),
  ];
}

function lifeOf({ productId }: BatchPlan): number {
  return productFacts(productId).shelfLifeDays ?? 10_000;
}

/** Registered in the afternoon of its day; with `cast`, verified by the officer the day after. */
async function* batchStory(stage: Stage, grounds: Grounds, plan: BatchPlan, cast?: Cast): Story {
  yield at(stage.today, plan.day, '16:00');
  const code = await registerBatch(stage, grounds, plan);
  if (!cast) return;
  yield at(stage.today, plan.day + 1, '10:00');
  const decision = { verdict: 'pass', words: '照片、证明与地块一致' } as const;
  const by = { actor: cast.officer, command: aCommand() };
  await stage.services.supervision.decide(code, decision, by);
}

/** Its own grower takes it off sale. */
async function* stoppedStory(stage: Stage, grounds: Grounds, plan: BatchPlan): Story {
  yield at(stage.today, plan.day, '16:00');
  const code = await registerBatch(stage, grounds, plan);
  yield at(stage.today, plan.day + 1, '09:00');
  const actor = sellerOf(grounds, plan.productId);
  await stage.services.batches.stop(code, '包装破损，复检中（示例）', {
    actor,
    command: aCommand(),
  });
}
