/** The feature's public face: other folders import from here and nowhere deeper. */
export type { Base, BaseTitle, Plot } from './base.ts';
export { baseEndpoints } from './base.endpoints.ts';
export { baseList, baseView, type BaseView } from './base.schema.ts';
export { createBaseService, type BaseService } from './base.service.ts';
export type { Harvest } from './harvest.service.ts';
export { createBaseStore } from './base.store.ts';
export { createCropCycleStore } from './crop-cycle.store.ts';
