import type { words as zh } from '../zh/shipping.ts';

export const words: typeof zh = {};
