import { createHash, createHmac, randomBytes } from 'node:crypto';

/** A value nobody guesses: 256 random bits, fit for a cookie or an address. */
export function drawSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of such a value. A quick hash is enough: there is nothing to guess from. */
export function hashSecret(value: string): string {
  return createHash('sha256').update(value).digest('base64url');
}

/**
 * Tokens that follow from what they are about, so that a repeated command gives the same one
 * again, though only its hash is kept. Who does not have `secret` cannot make one.
 */
export function createDerivedTokens(secret: string) {
  return {
    make: (about: string) =>
      createHmac('sha256', secret).update(`derived token\n${about}`).digest('base64url'),
    hash: hashSecret,
  };
}
