import type { words as zh } from '../zh/admin.ts';

export const words: typeof zh = {};
