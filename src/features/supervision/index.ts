/** The officer's desk: other folders import from here and nowhere deeper. */
export { supervisionEndpoints, type SupervisionEndpoint } from './supervision.endpoints.ts';
export {
  codeUnknown,
  createSupervisionService,
  type BatchUnderCheck,
  type SupervisionService,
} from './supervision.service.ts';
export { createVerificationStore } from './verification.store.ts';
