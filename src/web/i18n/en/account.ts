import type { words as zh } from '../zh/account.ts';

export const words: typeof zh = {};
