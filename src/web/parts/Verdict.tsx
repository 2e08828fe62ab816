import type { ComponentChildren } from 'preact';

/** `good`: verified · `quiet`: registered, nobody verified yet · `bad`: stopped or doubtful. */
type VerdictTone = 'good' | 'quiet' | 'bad';

interface Props {
  readonly tone: VerdictTone;
  readonly title: string;
  /** Who says so, and since when. */
  readonly by?: ComponentChildren;
  /** Facts and reasons below. */
  readonly children?: ComponentChildren;
}

const INK = { good: '#1c6a5c', quiet: '#52625d', bad: '#a5343c' } as const;
const SIGN = { good: 'm8 14.5 4 4 8-9', quiet: 'M14 8v6.5l4 2.5', bad: 'M14 7v9m0 4v.5' } as const;

/** The answer first: sign and words, never colour alone. */
export function Verdict({ tone, title, by, children }: Props) {
  return (
    <div class="card verdict">
      <p
        class={`verdict-line ${tone === 'good' ? '' : tone}`}
        role={tone === 'bad' ? 'alert' : undefined}
      >
        <svg width="28" height="28" viewBox="0 0 28 28" aria-hidden="true">
          <circle cx="14" cy="14" r="14" fill={INK[tone]} />
          <path
            d={SIGN[tone]}
            fill="none"
            stroke="#fff"
            stroke-width="2.6"
            stroke-linecap="round"
            stroke-linejoin="round"
          />
        </svg>
        <span>
          {title}
          {by && (
            <>
              <br />
              <small>{by}</small>
            </>
          )}
        </span>
      </p>
      {children}
    </div>
  );
}
