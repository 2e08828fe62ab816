/** The feature's public face: other folders import from here and nowhere deeper. */
export { createPaymentDesk } from './desk.service.ts';
export { createPaymentService } from './payment.service.ts';
export { createPaymentStore } from './payment.store.ts';
export { createRefundService, type RefundService } from './refund.service.ts';
export { createRefundStore } from './refund.store.ts';
export { sandboxEndpoints, type SandboxEndpoint } from './sandbox.endpoints.ts';
export { createSandbox, type Sandbox } from './sandbox.service.ts';
export { createSandboxStore } from './sandbox.store.ts';
export { paymentLoops } from './payment.loops.ts';
export { byRef, sandboxView, sandboxViewOf, type SandboxView } from './sandbox.schema.ts';
export { REFUND_STATES } from './payment.ts';
