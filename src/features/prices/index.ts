/** The feature's public face: other folders import from here and nowhere deeper. */
export type { PriceAgreement } from './agreement.ts';
export { agreementEndpoints, type AgreementEndpoint } from './agreement.endpoints.ts';
export { agreementView, type AgreementView } from './agreement.schema.ts';
export { createAgreements, type Agreements } from './agreement.service.ts';
export { createAgreementStore } from './agreement.store.ts';
export { createAgreementViews, type AgreementViews } from './agreement-views.service.ts';
export { checkShown, termsOf } from './price.ts';
