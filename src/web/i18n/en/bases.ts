import type { words as zh } from '../zh/bases.ts';

export const words: typeof zh = {};
