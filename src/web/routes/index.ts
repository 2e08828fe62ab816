import type { Endpoint } from '../../http/endpoint.ts';
import { artEndpoints } from './art.ts';
import { docsPages } from './docs.ts';
import { shopPages } from './shop.ts';

/** What the areas ask for, together: each area names what it needs in a Deps of its own. */
type PageDeps = Parameters<typeof docsPages>[0] & Parameters<typeof shopPages>[0];

/** Every page there is, and the drawings on them. */
export function pagesOf(deps: PageDeps): Endpoint[] {
  return [...artEndpoints(), ...docsPages(deps), ...shopPages(deps)];
}
