/** The auditor: other folders import from here and nowhere deeper. */
export { createBooks } from './books.store.ts';
export { findViolations, GRACE_MS, INVARIANTS } from './invariants.ts';
