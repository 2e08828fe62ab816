import type { words as zh } from '../zh/canteen.ts';

export const words: typeof zh = {};
