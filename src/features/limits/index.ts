/** The feature's public face: other folders import from here and nowhere deeper. */
export {
  limitEndpoints,
  limitsViewFor,
  MONEY_PEOPLE,
  type LimitEndpoint,
} from './limits.endpoints.ts';
export { limitsView, windowsView, type LimitsView, type WindowsView } from './limits.schema.ts';
export { createLimitService, type LimitService } from './limits.service.ts';
