import { notInEngine } from '../errors.ts';
import type { Command } from './context.ts';

export const aggregate: Command = {
  writes: false,
  fields: ['pipeline', 'cursor', 'hint', 'allowDiskUse', 'bypassDocumentValidation'],
  run() {
    throw notInEngine('aggregate');
  },
};
