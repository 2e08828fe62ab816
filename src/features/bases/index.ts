/** The feature's public face: other folders import from here and nowhere deeper. */
export type { Base, BaseTitle, Plot } from './base.ts';
export { baseEndpoints, type BaseEndpoint } from './base.endpoints.ts';
export { baseView, byId as baseById } from './base.schema.ts';
export { createBaseService, type BaseService } from './base.service.ts';
export type { Harvest } from './harvest.service.ts';
export { createBaseStore } from './base.store.ts';
export { createCropCycleStore } from './crop-cycle.store.ts';
