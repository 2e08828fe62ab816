/** The feature's public face: other folders import from here and nowhere deeper. */
export { createAuditService } from './audit.service.ts';
export { createAuditStore } from './audit.store.ts';
