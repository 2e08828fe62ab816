import type { FactSource, TraceFact } from '../../shared/trace-fact.ts';
import { documentOf } from './epcis.ts';
import { eventOf } from './event.ts';
import { eventIdOf } from './event-id.ts';
import type { EventStore } from './event.store.ts';
import type { StoredEvent } from './stored-event.ts';
import { urisAt, type Uris } from './uri.ts';

interface Deps {
  readonly events: EventStore;
  readonly installationSecret: string;
  /** The present public origin; the first one on a store stays in the identifiers. */
  readonly publicOrigin: string;
  /** The outboxes that tell what happened. */
  readonly sources: readonly FactSource[];
  readonly now: () => Date;
}

/** The record of what happened to every batch, written from the outboxes, read by everybody. */
export function createTraceService(deps: Deps) {
  const { events, installationSecret, publicOrigin, sources, now } = deps;
  let kept: string | undefined; // never changes on a store, so remembering it is safe

  async function origin(): Promise<string> {
    if (kept === undefined) {
      await events.keepOrigin(publicOrigin);
      kept = (await events.origin()) ?? publicOrigin;
    }
    return kept;
  }

  /** Writes the event of a fact, once per cause, however often it is told. */
  async function record(fact: TraceFact): Promise<void> {
    const eventID = eventIdOf(fact.opKey, installationSecret);
    const uris = urisAt(await origin());
    await events.insert(storedOf(fact, { eventID, uris, recordTime: now() }));
  }

  /** Takes what waits in the outboxes; how much that was. */
  async function drain(): Promise<number> {
    let taken = 0;
    for (const source of sources) {
      for (const { fact, done } of await source(50)) {
        await record(fact);
        await done(now());
        taken += 1;
      }
    }
    return taken;
  }

  /** What happened to a batch, oldest first, and who said so. */
  function ofBatch(batchId: string): Promise<StoredEvent[]> {
    return events.ofBatch(batchId);
  }

  /** The same as an EPCIS 2.0 document. */
  async function documentOfBatch(batchId: string) {
    const stored = await events.ofBatch(batchId);
    return documentOf(
      stored.map(({ event }) => event),
      { origin: await origin(), at: now() },
    );
  }

  return { record, drain, ofBatch, documentOfBatch };
}

export type TraceService = ReturnType<typeof createTraceService>;

function storedOf(
  fact: TraceFact,
  { eventID, uris, recordTime }: { eventID: string; uris: Uris; recordTime: Date },
): StoredEvent {
  const event = eventOf(fact, { uris, eventID });
  const lots = 'lots' in fact ? fact.lots : [fact.lot];
  const inputs = 'inputs' in fact ? fact.inputs : [];
  const quantities = [
    ...(event.quantityList ?? []),
    ...(event.inputQuantityList ?? []),
    ...(event.outputQuantityList ?? []),
  ];
  return {
    _id: eventID,
    kind: fact.kind,
    opKey: fact.opKey,
    byOrgId: fact.byOrgId,
    event,
    classes: quantities.map(({ epcClass }) => epcClass),
    batchIds: [...inputs, ...lots].map(({ batchId }) => batchId),
    refs: (event.bizTransactionList ?? []).map(({ bizTransaction }) => bizTransaction),
    bizStep: event.bizStep,
    ...(event.bizLocation && { bizLocation: event.bizLocation.id }),
    ...(event.readPoint && { readPoint: event.readPoint.id }),
    eventTime: fact.at,
    recordTime,
    pending: true,
  };
}
