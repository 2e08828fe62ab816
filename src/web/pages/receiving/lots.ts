import type { DeliveryView } from '../../../features/fulfilment/index.ts';

export type Lot = DeliveryView['lines'][number] & { readonly key: string };

/** Order line × lot, as a receipt wants it: parts of one lot for one line are one. */
export function lotsOf({ lines }: DeliveryView): Lot[] {
  const lots: Lot[] = [];
  for (const line of lines) {
    const key = `${line.line}-${line.batchId}`;
    const at = lots.findIndex((lot) => lot.key === key);
    const earlier = lots[at];
    if (!earlier) lots.push({ ...line, key });
    else {
      lots[at] = {
        ...earlier,
        g: earlier.g + line.g,
        orderedG: earlier.orderedG + line.orderedG,
      };
    }
  }
  return lots;
}
