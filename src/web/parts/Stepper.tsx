import { useState } from 'preact/hooks';
import { readCount, readUnits } from '../client/typed.ts';
import { useSetting } from '../i18n/index.ts';

interface Props {
  /** What is counted: read aloud with each part. */
  readonly name: string;
  /** Name of the field in a form. */
  readonly field?: string;
  readonly value: number;
  readonly max?: number;
  /** By how much a button changes it; a step with decimals lets decimals be typed. */
  readonly step?: number;
  readonly disabled?: boolean;
  readonly onChange: (value: number) => void;
}

/** Less, the number itself, more: big enough for a wet thumb. Typing counts at once. */
export function Stepper({ name, field, value, max = 9_999, step = 1, disabled, onChange }: Props) {
  const { common: t } = useSetting();
  const hasDecimals = !Number.isInteger(step);
  const [typed, setTyped] = useState<string>(); // '12.' is on its way to 12.5
  const set = (next: number) => {
    onChange(Math.max(0, Math.min(max, Math.round(next * 1_000) / 1_000)));
  };
  return (
    <span class="step" role="group" aria-label={t.stepper.quantity(name)}>
      <button
        type="button"
        aria-label={t.stepper.less(name)}
        disabled={disabled}
        onClick={() => {
          set(value - step);
        }}
      >
        −
      </button>
      <input
        name={field}
        inputMode={hasDecimals ? 'decimal' : 'numeric'}
        autoComplete="off"
        aria-label={t.stepper.quantity(name)}
        value={typed ?? (value === 0 ? '' : String(value))}
        placeholder="0"
        disabled={disabled}
        onFocus={(event) => {
          event.currentTarget.select();
        }}
        onBlur={() => {
          setTyped(undefined);
        }}
        onInput={(event) => {
          const text = event.currentTarget.value;
          if (hasDecimals) setTyped(text);
          set((hasDecimals ? readUnits(text) : readCount(text)) ?? 0);
        }}
      />
      <button
        type="button"
        aria-label={t.stepper.more(name)}
        disabled={disabled}
        onClick={() => {
          set(value + step);
        }}
      >
        +
      </button>
    </span>
  );
}
