import { createContext } from 'preact';
import { useContext, useEffect, useRef, useState } from 'preact/hooks';
import { dropDraft, draftPlace, readDraft, restoreDraft, saveDraft } from '../client/draft.ts';
import { fieldsOf, freshKey, isUncertain, NETWORK_DOWN } from '../client/problem.ts';
import type { Result } from '../client/problem.ts';
import { wordsFor } from '../client/problem-words.ts';
import { useSetting } from '../i18n/index.ts';

/** What a field of a form asks of it. */
interface FormContext {
  readonly form: string;
  readonly wrong: readonly string[];
}

export const FormFields = createContext<FormContext>({ form: 'form', wrong: [] });

/** Id of the control, so that the summary can lead to it. */
export function fieldId(form: string, name: string): string {
  return `${form}-${name}`;
}

export function useField(name: string) {
  const { form, wrong } = useContext(FormFields);
  return { id: fieldId(form, name), isWrong: wrong.includes(name) };
}

interface Trouble {
  readonly text: string;
  readonly wrong: readonly string[];
  /** The way back in, when the session has ended. */
  readonly signIn: boolean;
}

interface Task<V> {
  readonly name: string;
  readonly draft: boolean;
  readonly send: (data: FormData, key: string) => Promise<Result<V>>;
  readonly done: (value: V) => void;
}

/**
 * The life of a form: one command key until it is refused or done, the same key again after a
 * failure nobody can be sure of.
 */
export function useForm<V>({ name, draft, send, done }: Task<V>) {
  const setting = useSetting();
  const key = useRef(`${setting.formKey}-${keyPart(name)}`);
  const form = useRef<HTMLFormElement>(null);
  const isUnderWay = useRef(false); // a state would be seen only with the next rendering
  const [state, setState] = useState<'editing' | 'sending' | 'done'>('editing');
  const [trouble, setTrouble] = useState<Trouble>();
  const drafts = useDraft({ name, draft, form, key, account: setting.account });

  async function submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    if (!form.current || isUnderWay.current) return;
    isUnderWay.current = true;
    setState('sending');
    setTrouble(undefined);
    const { value, problem } = await send(new FormData(form.current), key.current).catch(() => ({
      problem: NETWORK_DOWN,
      value: undefined,
    }));
    isUnderWay.current = false;
    if (problem) {
      if (!isUncertain(problem)) key.current = problem.nextKey ?? freshKey();
      const text = await wordsFor(problem, setting);
      setTrouble({ text, wrong: fieldsOf(problem), signIn: problem.status === 401 });
      setState('editing');
      return;
    }
    drafts.clear();
    key.current = freshKey();
    setState('done');
    done(value);
  }

  return { form, state, trouble, submit, key, drafts };
}

interface DraftTask {
  readonly name: string;
  readonly draft: boolean;
  readonly form: { readonly current: HTMLFormElement | null };
  readonly key: { current: string };
  readonly account: string;
}

/** Saves while typing and when the page goes away; restores after hydration. */
function useDraft({ name, draft, form, key, account }: DraftTask) {
  const [restoredAt, setRestoredAt] = useState('');
  const place = useRef('');

  useEffect(() => {
    const element = form.current;
    if (!draft || !element) return;
    place.current = draftPlace(account, name);
    const kept = readDraft(place.current);
    if (kept) {
      restoreDraft(element, kept);
      key.current = kept.key;
      setRestoredAt(kept.at);
    }
    let timer: ReturnType<typeof setTimeout> | undefined;
    let touched = false;
    const save = () => {
      clearTimeout(timer);
      if (touched) saveDraft(place.current, element, key.current);
      touched = false;
    };
    const onInput = () => {
      touched = true;
      clearTimeout(timer);
      timer = setTimeout(save, 300);
    };
    element.addEventListener('input', onInput);
    addEventListener('pagehide', save);
    return () => {
      clearTimeout(timer);
      element.removeEventListener('input', onInput);
      removeEventListener('pagehide', save);
    };
  }, []);

  return {
    restoredAt,
    clear: () => {
      dropDraft(place.current);
      setRestoredAt('');
    },
  };
}

/** A form's name as part of a command key: names may hold ids of any shape and length, keys may not. */
function keyPart(name: string): string {
  return name.replace(/[^\w-]/g, '').slice(-40);
}
