import { sellerOf, type Grounds } from './batches.ts';
import { pearStory } from './season.ts';
import { aCommand, at, type Stage, type Story } from './stage.ts';

const PEAR = 'ds-pear-1';

/** Two days after the pears were picked the cooperative packs some of them into gift boxes 分装. */
export async function* packingStory(stage: Stage, grounds: Grounds): Story {
  const { batches, making } = stage.services;
  const { harvestDay } = pearStory(stage.today);
  yield at(stage.today, harvestDay + 2, '09:00');
  const actor = sellerOf(grounds, PEAR);
  const rows = await batches.list(actor, { state: 'on_sale', limit: 200 });
  const lot = rows.find(({ batch }) => batch.productId === PEAR);
  if (!lot) throw new RangeError('no pears to pack');
  const works = '分拣包装间（示例）';
  await making.make(
    {
      ...{ kind: 'pack', works, note: '礼盒2.5 kg与箱装5 kg（示例）', outMaxPermille: null },
      inputs: [{ batchId: lot.batch.code, g: 300_000 }],
      outputs: [
        { productId: PEAR, g: 120_000 },
        { productId: PEAR, g: 175_000 },
      ],
      wasteG: 5_000, // what was bruised on the line
    },
    { actor, command: aCommand() },
  );
}
