import type { words as zh } from '../zh/basket.ts';

export const words: typeof zh = {};
