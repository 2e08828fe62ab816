import { readCount } from '../client/typed.ts';
import { useSetting } from '../i18n/index.ts';

interface Props {
  /** What is counted: read aloud with each part. */
  readonly name: string;
  /** Name of the field in a form. */
  readonly field?: string;
  readonly value: number;
  readonly max?: number;
  readonly disabled?: boolean;
  readonly onChange: (value: number) => void;
}

/** Less, the number itself, more: big enough for a wet thumb. Typing counts at once. */
export function Stepper({ name, field, value, max = 9_999, disabled, onChange }: Props) {
  const { common: t } = useSetting();
  const set = (next: number) => {
    onChange(Math.max(0, Math.min(max, next)));
  };
  return (
    <span class="step" role="group" aria-label={t.stepper.quantity(name)}>
      <button
        type="button"
        aria-label={t.stepper.less(name)}
        disabled={disabled}
        onClick={() => {
          set(value - 1);
        }}
      >
        −
      </button>
      <input
        name={field}
        inputMode="numeric"
        autoComplete="off"
        aria-label={t.stepper.quantity(name)}
        value={value === 0 ? '' : String(value)}
        placeholder="0"
        disabled={disabled}
        onFocus={(event) => {
          event.currentTarget.select();
        }}
        onInput={(event) => {
          set(readCount(event.currentTarget.value) ?? 0);
        }}
      />
      <button
        type="button"
        aria-label={t.stepper.more(name)}
        disabled={disabled}
        onClick={() => {
          set(value + 1);
        }}
      >
        +
      </button>
    </span>
  );
}
