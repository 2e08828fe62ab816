import type { ComponentChildren, InputHTMLAttributes, PartialInputHTMLAttributes } from 'preact';
import { useSetting } from '../i18n/index.ts';
import { useField } from './form-state.ts';

/** What a control needs to belong to its label and its messages. */
interface ControlAttributes {
  readonly id: string;
  readonly name: string;
  readonly 'aria-describedby'?: string;
  readonly 'aria-invalid'?: 'true';
}

/** Everything an input takes, but a role of its own. */
type InputAttributes = Omit<
  PartialInputHTMLAttributes<HTMLInputElement>,
  'label' | 'children' | 'role' | 'type' | 'name'
>;

interface Props extends InputAttributes {
  readonly type?: 'text' | 'date' | 'email' | 'tel' | 'password' | 'search' | 'url' | 'file';
  readonly name: string;
  readonly label: string;
  readonly hint?: ComponentChildren;
  /** Another control than an input: `(attributes) => <select {...attributes}>…</select>`. */
  readonly children?: (attributes: ControlAttributes) => ComponentChildren;
}

/** Label, control, hint and message as one. For decimals: `inputMode="decimal"`, never `type=number`. */
export function Field({ name, label, hint, children, ...rest }: Props) {
  const input = rest as InputHTMLAttributes; // preact's type is one per `type` and role; ours has no role
  const { common: t } = useSetting();
  const { id, isWrong } = useField(name);
  const told = [hint && `${id}-hint`, isWrong && `${id}-wrong`].filter(Boolean).join(' ');
  const attributes: ControlAttributes = {
    id,
    name,
    ...(told && { 'aria-describedby': told }),
    ...(isWrong && { 'aria-invalid': 'true' }),
  };
  return (
    <div class="field">
      <label for={id}>{label}</label>
      {children ? children(attributes) : <input {...input} {...attributes} />}
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {isWrong && (
        <p class="wrong" id={`${id}-wrong`}>
          {t.badField}
        </p>
      )}
    </div>
  );
}
