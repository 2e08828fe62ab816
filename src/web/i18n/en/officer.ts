import type { words as zh } from '../zh/officer.ts';

export const words: typeof zh = {};
