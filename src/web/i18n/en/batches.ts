import type { words as zh } from '../zh/batches.ts';

export const words: typeof zh = {};
