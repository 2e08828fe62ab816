import type { Batch, Refusal } from './batch.ts';
import type { BatchDoc } from './batch.model.ts';

/** The same with arrays that mongoose may have. */
export function mutable(batch: Omit<Batch, 'code' | 'due'>) {
  const { parents, origins, photos, paperIds, pending, tests, missing, refusals, log, commands } =
    batch;
  return {
    ...batch,
    parents: [...parents],
    origins: [...origins],
    photos: [...photos],
    paperIds: [...paperIds],
    pending: [...pending],
    tests: [...tests],
    missing: [...missing],
    refusals: [...refusals],
    log: [...log],
    commands: [...commands],
  };
}

export function toBatch(doc: BatchDoc | null): Batch | undefined {
  return doc ? toOne(doc) : undefined;
}

export function toOne({ _id: code, out, search, searchText, ...doc }: BatchDoc): Batch {
  return {
    ...doc,
    code,
    ...toOrigin(doc),
    origins: doc.origins.map(({ baseId = null, ...share }) => ({ ...share, baseId })),
    incomingId: doc.incomingId ?? null,
    tests: doc.tests.map(toTest),
    submission: doc.submission ?? null,
    submittedAt: doc.submittedAt ?? null,
    releasedAt: doc.releasedAt ?? null,
    usableUntil: doc.usableUntil ?? null,
    refusals: doc.refusals.map(toRefusal),
    rejection: doc.rejection ?? null,
    due: doc.due ?? null,
  };
}

function toOrigin({
  baseId,
  plotId,
  harvestedOn,
  works,
  producedOn,
  note,
}: Omit<BatchDoc, '_id' | 'out' | 'search' | 'searchText'>) {
  return {
    baseId: baseId ?? null,
    plotId: plotId ?? null,
    harvestedOn: harvestedOn ?? null,
    works: works ?? null,
    producedOn: producedOn ?? null,
    note: note ?? null,
  };
}

function toTest({ inhibitionPermille, limitPermille, fileId, ...test }: BatchDoc['tests'][number]) {
  return {
    ...test,
    inhibitionPermille: inhibitionPermille ?? null,
    limitPermille: limitPermille ?? null,
    fileId: fileId ?? null,
  };
}

function toRefusal({ kind, facts, ...refusal }: BatchDoc['refusals'][number]): Refusal {
  return {
    ...refusal,
    kind: kind as Refusal['kind'], // written from an AppError
    facts: (facts ?? {}) as Record<string, unknown>,
  };
}
