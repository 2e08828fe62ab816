/** The feature's public face: other folders import from here and nowhere deeper. */
export { baseEndpoints, type BaseEndpoint } from './base.endpoints.ts';
export { baseView, byId as baseById } from './base.schema.ts';
export { createBaseService, type BaseService } from './base.service.ts';
export { createBaseStore } from './base.store.ts';
export { createCropCycleStore } from './crop-cycle.store.ts';
