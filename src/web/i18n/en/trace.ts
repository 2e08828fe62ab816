import type { words as zh } from '../zh/trace.ts';

export const words: typeof zh = {};
