import type { BatchesProps } from '../../routes/batches.schema.ts';

type State = BatchesProps['batches'][number]['state'];

const TONES: Readonly<Partial<Record<State, 'pear' | 'warn' | 'quiet'>>> = {
  draft: 'quiet',
  waiting: 'pear',
  stopped: 'warn',
  expired: 'quiet',
  rejected: 'quiet',
  closed: 'quiet',
};

/** The colour of a state; the word says it too. */
export function stateTone(state: State) {
  return TONES[state];
}

/** A key for the next change of one form: the same again when the form is sent again. */
export function partKey(key: string, part: string): string {
  return `${key.slice(0, 56)}-${part}`;
}
