import { registerBases } from './bases.ts';
import { registerBatch, type BatchPlan, type Grounds } from './batches.ts';
import { fillCatalogue } from './catalogue.ts';
import { facts } from './facts.ts';
import { finish } from './marker.ts';
import { enterPeople } from './people.ts';
import { createPictures } from './pictures.ts';
import { latestHarvest } from './season.ts';
import { at, playAll, type Scene, type Stage } from './stage.ts';

/** The whole demonstration, through the use cases, as it would have come about in a year. */
export async function playDemonstration(stage: Stage): Promise<void> {
  const { clock, today } = stage;
  clock.set(at(today, -420, '09:00'));
  const since = Date.now();
  const note = (line: string) => stage.note(`${((Date.now() - since) / 1000).toFixed(1)} s ${line}`);
  note('people and organisations …');
  const cast = await enterPeople(stage);
  note('catalogue and prices …');
  await fillCatalogue(stage, cast);
  note('bases and plots …');
  const pictures = await createPictures(stage);
  const bases = await registerBases(stage, cast, pictures);
  const grounds: Grounds = { bases, sellers: cast.sellers, pictures };
  note('batches …');
  const scenes: Scene[] = plansFor(stage).map((plan) => ({
    at: at(today, plan.day, '16:00'),
    play: () => registerBatch(stage, grounds, plan).then(() => undefined),
  }));
  await playAll(stage, scenes);
  await finish(stage.services);
}

function plansFor({ today }: Stage): BatchPlan[] {
  return facts.products
    .filter(({ internal, legalClass }) => !internal && legalClass !== 'other')
    .flatMap((product, i) => {
      const { day, onSale } = latestHarvest(product, today);
      const copies = onSale ? 2 : 1;
      return Array.from({ length: copies }, (_, n) => ({
        productId: product.id,
        grams: 600_000,
        day: Math.max(day - n, -400),
        variant: i + n,
      }));
    });
}
