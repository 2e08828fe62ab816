import { afterSaleStories } from './after-sale.ts';
import { registerBases } from './bases.ts';
import { batchStories } from './batch-stories.ts';
import type { Grounds } from './batches.ts';
import { fillCatalogue } from './catalogue.ts';
import { crateStory } from './crates.ts';
import { packingStory } from './making.ts';
import { growGreens } from './field.ts';
import { finish } from './marker.ts';
import { orderStories } from './order-stories.ts';
import { grantCredit, settleMoney } from './money.ts';
import { enterPeople } from './people.ts';
import { createPictures } from './pictures.ts';
import { agreePrices, priceStory } from './prices.ts';
import { at, playAll, settle, type Stage } from './stage.ts';

/** The whole demonstration, through the use cases, as it would have come about in a year. */
export async function playDemonstration(stage: Stage): Promise<void> {
  const { clock, today, note, services } = stage;
  clock.set(at(today, -420, '09:00'));
  note('people and organisations …');
  const cast = await enterPeople(stage);
  await grantCredit(stage, cast);
  note('catalogue and prices …');
  await fillCatalogue(stage, cast);
  note('bases and plots …');
  const pictures = createPictures(stage);
  const bases = await registerBases(stage, cast, pictures);
  const grounds: Grounds = {
    bases,
    pictures,
    sellers: cast.sellers,
    catalogue: services.catalogue,
  };
  note('a year of batches and orders …');
  await playAll(stage, [
    ...batchStories(stage, grounds, cast),
    ...orderStories(stage, grounds, cast),
    ...afterSaleStories(stage, grounds, cast),
    crateStory(stage, grounds, cast),
    priceStory(stage, grounds),
    packingStory(stage, grounds),
  ]);
  clock.set(today);
  await agreePrices(stage, grounds, cast);
  await growGreens(stage, grounds, cast);
  await settle(stage);
  await settleMoney(stage, cast);
  await finish(services);
}
