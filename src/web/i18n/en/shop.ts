import type { words as zh } from '../zh/shop.ts';

export const words: typeof zh = {};
