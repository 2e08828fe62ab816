/** The feature's public face: other folders import from here and nowhere deeper. */
export { validOn } from './paper.ts';
export { paperEndpoints, type PaperEndpoint } from './paper.endpoints.ts';
export { paperView, viewOf as paperViewOf } from './paper.schema.ts';
export { createPaperService, type PaperService } from './paper.service.ts';
export { createPaperStore } from './paper.store.ts';
