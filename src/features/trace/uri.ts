/**
 * Identifiers of the record (`trace.md` §2.2): https, opaque, never looking like a Digital Link.
 * `origin` is the public origin at the first start on this store, and never changes afterwards.
 */
export function urisAt(origin: string) {
  const id = `${origin}/id`;
  return {
    lot: (productId: string, batchId: string) => `${id}/class/${productId}.${batchId}`,
    base: (baseId: string) => `${id}/loc/base.${baseId}`,
    plot: (baseId: string, plotNo: string) => `${id}/loc/base.${baseId}.plot.${plotNo}`,
    site: (orgId: string) => `${id}/loc/site.${orgId}`,
    platform: `${id}/loc/platform`,
    party: (orgId: string) => `${id}/party/${orgId}`,
    document: (kind: 'cert' | 'test' | 'po' | 'desadv' | 'recadv', no: string) =>
      `${id}/bt/${kind}.${no}`,
  };
}

export type Uris = ReturnType<typeof urisAt>;
