/** The feature's public face: other folders import from here and nowhere deeper. */
export { orderingEndpoints, type OrderingEndpoint } from './ordering.endpoints.ts';
export { createOrdering } from './ordering.service.ts';
