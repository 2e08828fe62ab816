import type { Accounts } from '../features/accounts/index.ts';
import type { BaseService } from '../features/bases/index.ts';
import type { BatchService } from '../features/batches/index.ts';
import type { MakingService } from '../features/making/index.ts';
import {
  createSupervisionService,
  createVerificationStore,
} from '../features/supervision/index.ts';
import {
  createEventStore,
  createPublicTrace,
  createTraceService,
} from '../features/trace/index.ts';
import type { Actor } from '../shared/actor.ts';
import type { FactSource } from '../shared/trace-fact.ts';
import { createLineage } from './lineage.ts';
import { createLotTellers, type Tellers } from './lot-story.ts';
import type { World } from './world.ts';

interface Parts extends Omit<Tellers, 'lineage'> {
  readonly batches: Tellers['batches'] & Pick<BatchService, 'get'>;
  readonly bases: Tellers['bases'] & Pick<BaseService, 'get'>;
  readonly making: Pick<MakingService, 'lineageOf'>;
  readonly accounts: Pick<Accounts, 'me'>;
  /** Outboxes of the features whose deeds are events. */
  readonly sources: readonly FactSource[];
}

/** The record: events, what anybody may see of them, and the officers' decisions on it. */
export function createRecord(
  { db, now, publicUrl, installationSecret }: World,
  { accounts, sources, making, ...tellers }: Parts,
) {
  const lineage = createLineage({ ...tellers, making });
  const { lotStory, batchUnderCheck } = createLotTellers({ ...tellers, lineage });
  const supervision = createSupervisionService({
    verifications: createVerificationStore(db),
    ...{ batchUnderCheck, now },
    signer: async (actor: Actor) => ({
      name: (await accounts.me(actor)).name,
      orgName: (await tellers.organisation(actor.orgId))?.nameZh ?? '',
    }),
  });
  const trace = createTraceService({
    ...{ events: createEventStore(db), installationSecret, publicOrigin: publicUrl.origin, now },
    sources: [...sources, supervision.facts],
  });
  const publicTrace = createPublicTrace({
    ...{ lotStory, eventsOf: trace.ofBatch, newestVerification: supervision.newest },
  });
  return { trace: { ...trace, publicTrace }, supervision, lineage };
}
