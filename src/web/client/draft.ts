import { DRAFTS } from './foreign-drafts.ts';

/** What is kept of a form on this device: fields and command key, so that a repeat is a repeat. */
interface Draft {
  readonly at: string;
  readonly key: string;
  readonly fields: readonly (readonly [name: string, value: string])[];
}

const SECRET = /password|pin|idNumber/i;

/** Where the draft of a form is kept: per account, page and form. */
export function draftPlace(account: string, form: string): string {
  return `${DRAFTS}${account}:${location.pathname}:${form}`;
}

/** Keeps what is typed; never passwords, PINs, identity numbers or files. */
export function saveDraft(place: string, form: HTMLFormElement, key: string): void {
  const secret = new Set(
    [...form.querySelectorAll('input[type=password],input[type=hidden],[data-secret]')].map(
      (field) => field.getAttribute('name'),
    ),
  );
  const fields = [...new FormData(form)].flatMap(([name, value]) =>
    typeof value === 'string' && !secret.has(name) && !SECRET.test(name)
      ? [[name, value] as const]
      : [],
  );
  const draft: Draft = { at: new Date().toISOString(), key, fields };
  attempt(() => {
    localStorage.setItem(place, JSON.stringify(draft));
  });
}

export function readDraft(place: string): Draft | undefined {
  const text = attempt(() => localStorage.getItem(place));
  return text ? attempt(() => JSON.parse(text) as Draft) : undefined;
}

/** Puts the fields back, as if they were typed: views that listen take part. */
export function restoreDraft(form: HTMLFormElement, { fields }: Draft): void {
  for (const [name, value] of fields) {
    const field = form.elements.namedItem(name);
    if (field instanceof RadioNodeList) field.value = value;
    else if (field instanceof HTMLInputElement && field.type === 'checkbox') field.checked = true;
    else if (isTyped(field)) field.value = value;
    if (field instanceof HTMLElement) field.dispatchEvent(new Event('input', { bubbles: true }));
  }
}

function isTyped(field: unknown): field is HTMLInputElement {
  return (
    field instanceof HTMLInputElement ||
    field instanceof HTMLSelectElement ||
    field instanceof HTMLTextAreaElement
  );
}

export function dropDraft(place: string): void {
  attempt(() => {
    localStorage.removeItem(place);
  });
}

/** Storage may be full, forbidden or spoilt: then there is no draft, and nothing else is wrong. */
function attempt<T>(act: () => T): T | undefined {
  try {
    return act();
  } catch {
    return undefined;
  }
}
