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
    /** A step of business that CBV has no word for. */
    step: (name: string) => `${origin}/voc/bizstep/${name}`,
    party: (orgId: string) => `${id}/party/${orgId}`,
    document: (kind: DocumentKind, no: string) => `${id}/bt/${kind}.${no}`,
  };
}

type DocumentKind = 'cert' | 'quarantine' | 'test' | 'po' | 'desadv' | 'recadv' | 'work';

export type Uris = ReturnType<typeof urisAt>;
