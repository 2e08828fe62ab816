import type { Endpoint } from '../../http/endpoint.ts';
import { docsPages } from './docs.ts';

/** What the areas ask for, together: each area names what it needs in a Deps of its own. */
type PageDeps = Parameters<typeof docsPages>[0];

/** Every page there is. */
export function pagesOf(deps: PageDeps): Endpoint[] {
  return [...docsPages(deps)];
}
