/** The feature's public face: other folders import from here and nowhere deeper. */
export { limitEndpoints, limitsViewFor, type LimitEndpoint } from './limits.endpoints.ts';
export { limitsView, type LimitsView } from './limits.schema.ts';
export { createLimitService, type LimitService } from './limits.service.ts';
