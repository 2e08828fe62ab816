import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Result } from '../client/problem.ts';
import { clock } from '../format.ts';
import { linkIn, useSetting } from '../i18n/index.ts';
import { fieldId, FormFields, useForm } from './form-state.ts';

interface Props<V> {
  /** Names the form on its page: part of its key, its draft and the ids of its fields. */
  readonly name: string;
  /** Sends it: `(data, key) => api('POST', '/api/…', { body, key })`. A refusal is a result. */
  readonly send: (data: FormData, key: string) => Promise<Result<V>>;
  readonly done: (value: V) => void;
  readonly submit: ComponentChildren;
  /** More buttons beside the submitting one. */
  readonly beside?: ComponentChildren;
  /** Keep what is typed on this device; on unless said. */
  readonly draft?: boolean;
  /** Where it goes without JavaScript: an endpoint with `form: true`. */
  readonly action?: string;
  readonly class?: string;
  /** The submitting button is a warning, not an invitation. */
  readonly danger?: boolean;
  readonly disabled?: boolean;
  readonly children?: ComponentChildren;
}

/** A form that changes the record once, however often it is sent, and loses nothing that was typed. */
export function Form<V>(props: Props<V>) {
  const { name, send, done, draft = true, children } = props;
  const { form, state, trouble, submit, key, drafts } = useForm({ name, draft, send, done });
  return (
    <form
      ref={form}
      class={props.class ?? 'fields'}
      method="post"
      action={props.action}
      aria-busy={state === 'sending' ? 'true' : undefined}
      onKeyDown={stopComposition}
      onSubmit={(event) => void submit(event)}
    >
      {props.action && <input type="hidden" name="key" value={key.current} />}
      {trouble && <Trouble form={name} {...trouble} />}
      <Restored
        at={drafts.restoredAt}
        discard={() => {
          drafts.clear();
          form.current?.reset();
        }}
      />
      <FormFields.Provider value={{ form: name, wrong: trouble?.wrong ?? [] }}>
        {children}
      </FormFields.Provider>
      <Ending {...props} state={state} />
    </form>
  );
}

function Restored({ at, discard }: { at: string; discard: () => void }) {
  const { common: t } = useSetting();
  if (at === '') return null;
  return (
    <p class="restored" role="status">
      {t.draft.restored(clock(at))}
      <button type="button" class="plain" onClick={discard}>
        {t.draft.discard}
      </button>
    </p>
  );
}

interface EndingProps {
  submit: ComponentChildren;
  beside?: ComponentChildren;
  danger?: boolean;
  disabled?: boolean;
  state: 'editing' | 'sending' | 'done';
}

/** The button keeps its words while sending, and so its width; what happens is said beside it. */
function Ending({ submit, beside, danger = false, disabled = false, state }: EndingProps) {
  const { common: t } = useSetting();
  const isSending = state === 'sending';
  return (
    <>
      <div class="actions">
        <button class={danger ? 'btn danger' : 'btn primary'} disabled={isSending || disabled}>
          {submit}
        </button>
        {beside}
      </div>
      <p class="sm" role="status">
        {isSending ? t.sending : state === 'done' ? t.saved : ''}
      </p>
    </>
  );
}

/** Enter ends the composition of a Chinese word; it does not send the form. */
function stopComposition(event: KeyboardEvent): void {
  if (event.key === 'Enter' && event.isComposing) event.preventDefault();
}

interface TroubleProps {
  form: string;
  text: string;
  wrong: readonly string[];
  signIn: boolean;
}

/** Takes the focus, says what is wrong, and leads to the fields. */
function Trouble({ form, text, wrong, signIn }: TroubleProps) {
  const { common: t, lang } = useSetting();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.focus();
  }, [text, wrong]);
  return (
    <div ref={box} class="summary" role="alert" tabIndex={-1}>
      <p>{text}</p>
      {signIn && (
        <a href={linkIn(lang, `/sign-in?next=${encodeURIComponent(location.pathname)}`)}>
          {t.signInAgain}
        </a>
      )}
      {wrong.length > 0 && (
        <>
          <p>{t.fixThese}</p>
          <ul class="dots">
            {wrong.map((field) => (
              <li key={field}>
                <a href={`#${fieldId(form, field)}`}>{labelOf(fieldId(form, field)) ?? field}</a>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

/** Only ever rendered in the browser, after an answer. */
function labelOf(id: string): string | undefined {
  return document.querySelector(`label[for="${id}"]`)?.textContent ?? undefined;
}
