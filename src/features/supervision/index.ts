/** The officer's desk: other folders import from here and nowhere deeper. */
export { supervisionEndpoints, type SupervisionEndpoint } from './supervision.endpoints.ts';
export {
  createSupervisionService,
  type BatchUnderCheck,
  type SupervisionService,
} from './supervision.service.ts';
export { createVerificationStore } from './verification.store.ts';
export { byTypedCode, checkResultView, checkResultViewOf } from './supervision.schema.ts';
export type { CheckId, Finding, Outcome, Verdict as VerdictWord } from './verification.ts';
