import type { LotGrams, TraceFact } from '../../shared/trace-fact.ts';
import type { Delivery } from '../fulfilment/index.ts';
import type { Receipt, ReceiptLine } from './receipt.ts';

/** Outbox kinds that the trace writer takes. */
export const TRACE_KINDS: readonly string[] = ['trace:E16', 'trace:E17', 'trace:E18'];

/** Outbox rows for the events of a receipt: only what people of an organisation have seen themselves. */
export function traceOut(receipt: Receipt): { id: string; kind: string }[] {
  if (receipt.by !== 'people' || receipt.channel !== 'canteen') return [];
  const came = receipt.lines.filter((line) => line.acceptedG + line.rejectedG > 0);
  const kept = came.filter(({ acceptedG }) => acceptedG > 0);
  return [
    ...(came.length > 0 ? [{ id: `${receipt._id}:E16`, kind: 'trace:E16' }] : []),
    ...(kept.length > 0 ? [{ id: `${receipt._id}:E17`, kind: 'trace:E17' }] : []),
    ...reasonsOf(receipt).map((reason) => ({
      id: `${receipt._id}:E18:${reason}`,
      kind: 'trace:E18',
    })),
  ];
}

/** The events of a receipt 验收: arrived on the scale, accepted, refused once per reason. */
export function tracesOf(receipt: Receipt, delivery: Delivery): TraceFact[] {
  const { _id, buyerId, sellerId, grnNo: receiptNo, lines } = receipt;
  const { noteNo, orderNo } = delivery;
  const told = {
    ...{ at: receipt.finalAt ?? receipt.storedAt, byOrgId: buyerId },
    ...{ orderNo, sellerId, buyerOrgId: buyerId },
  };
  const lots = (of: readonly ReceiptLine[], gramsOf: (line: ReceiptLine) => number) =>
    lotsOf(delivery, of, gramsOf);
  return [
    {
      ...told,
      ...{ kind: 'E16', opKey: `${_id}:E16`, noteNo },
      lots: lots(lines, (line) => line.acceptedG + line.rejectedG),
    },
    {
      ...told,
      ...{ kind: 'E17', opKey: `${_id}:E17`, receiptNo },
      lots: lots(lines, ({ acceptedG }) => acceptedG),
    },
    ...reasonsOf(receipt).map((reason) => ({
      ...told,
      ...{ kind: 'E18' as const, opKey: `${_id}:E18:${reason}`, receiptNo, reason },
      lots: lots(
        lines.filter((line) => reasonOf(line) === reason),
        ({ rejectedG }) => rejectedG,
      ),
    })),
  ];
}

function reasonsOf({ lines }: Receipt): string[] {
  return [...new Set(lines.filter(({ rejectedG }) => rejectedG > 0).map(reasonOf))];
}

/** Grams above the tolerance go back without another reason. */
function reasonOf({ reason }: ReceiptLine): string {
  return reason ?? 'over_tolerance';
}

/** Grams per lot; lots of nothing are left out. */
function lotsOf(
  { snapshot }: Delivery,
  lines: readonly ReceiptLine[],
  gramsOf: (line: ReceiptLine) => number,
): LotGrams[] {
  return [...new Set(lines.map(({ batchId }) => batchId))]
    .map((batchId) => ({
      batchId,
      productId: snapshot.find((part) => part.batchId === batchId)?.origin.productId ?? '',
      grams: lines
        .filter((line) => line.batchId === batchId)
        .reduce((sum, line) => sum + gramsOf(line), 0),
    }))
    .filter(({ grams }) => grams > 0);
}
