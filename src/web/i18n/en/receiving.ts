import type { words as zh } from '../zh/receiving.ts';

export const words: typeof zh = {};
