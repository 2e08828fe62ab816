import { codeFrom } from '../../src/shared/code.ts';

/** Today, for every test: tests never depend on the day they run. A Sunday noon in Hangzhou. */
export const TEST_NOW = new Date('2026-09-20T04:00:00Z');

/** The n-th of many codes, each a good one. */
export function aCode(n: number): string {
  return codeFrom(Uint8Array.from({ length: 10 }, (_, place) => Math.floor(n / 32 ** place)));
}
