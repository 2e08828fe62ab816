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

/** The colour of what an officer said last. */
export function verdictTone(
  verdict: NonNullable<BatchesProps['batches'][number]['verdict']>['verdict'],
) {
  return verdict === 'pass'
    ? undefined
    : verdict === 'return'
      ? ('pear' as const)
      : ('warn' as const);
}

/** A key for the next change of one form: the same again when the form is sent again. */
export function partKey(key: string, part: string): string {
  return `${key.slice(0, 56)}-${part}`;
}
