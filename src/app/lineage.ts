import type { BaseService } from '../features/bases/index.ts';
import type { Batch, BatchService } from '../features/batches/index.ts';
import type { LineageView, MakingService } from '../features/making/index.ts';
import { PLACES } from '../shared/facts/places.ts';
import { shareOut } from '../shared/rounding.ts';

interface Parts {
  readonly batches: Pick<BatchService, 'get'>;
  readonly bases: Pick<BaseService, 'get'>;
  readonly making: Pick<MakingService, 'lineageOf'>;
}

export type Lineage = ReturnType<typeof createLineage>;

/** Parents, children and origins of a lot by name; empty lists where nothing was made. */
export function createLineage({ batches, bases, making }: Parts) {
  return async function lineage(code: string): Promise<LineageView> {
    const [batch, { from, into }] = await Promise.all([batches.get(code), making.lineageOf(code)]);
    const origins = await namedOrigins(batch, bases);
    return { origins, from: [...from], into: [...into] };
  };
}

/** The bases and counties of a made lot, the greatest share first. */
export async function namedOrigins(
  { origins }: Pick<Batch, 'origins'>,
  bases: Pick<BaseService, 'get'>,
): Promise<LineageView['origins']> {
  if (origins.length === 0) return [];
  const shares = shareOut(
    1_000,
    origins.map(({ g }) => ({ weight: g })),
  );
  const named = origins.map(async ({ baseId, countyId, g }, place) => {
    const base = baseId === null ? null : await bases.get(baseId);
    const county = PLACES.find(({ id }) => id === countyId);
    return {
      baseId,
      base: base && { zh: base.nameZh, en: base.nameEn ?? base.nameZh },
      county: county ? { zh: county.nameZh, en: county.nameEn } : null,
      permille: shares[place] ?? 0,
      g,
    };
  });
  return (await Promise.all(named)).toSorted((a, b) => b.g - a.g);
}
