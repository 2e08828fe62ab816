/** The feature's public face: other folders import from here and nowhere deeper. */
export { labelEndpoints, type LabelEndpoint } from './label.endpoints.ts';
export { labelView } from './label.schema.ts';
export { createLabelService, type LabelService } from './label.service.ts';
export { createLabelStore } from './label.store.ts';
