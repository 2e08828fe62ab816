/** The feature's public face: other folders import from here and nowhere deeper. */
export { missingKinds, validOn, type Paper } from './paper.ts';
export { paperEndpoints } from './paper.endpoints.ts';
export {
  paperList,
  publicPaperView,
  viewOf as paperViewOf,
  type PaperView,
} from './paper.schema.ts';
export { createPaperService, type PaperService } from './paper.service.ts';
export { createPaperStore } from './paper.store.ts';
