import { newCommandKey } from '../../../src/http/command.ts';

export interface Answer {
  readonly status: number;
  readonly location: string | null;
  /** Parsed if it is JSON, the text otherwise. */
  readonly body: unknown;
}

interface Sent {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | FormData;
}

interface Sent {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | FormData;
}

/** Somebody in front of a browser: signs in, keeps the cookie, sends what our pages send. */
export function createPerson(origin: string, login: string, password: string) {
  let cookie = '';

  async function request(method: string, path: string, init: Sent): Promise<Answer> {
    const response = await fetch(origin + path, {
      ...init,
      method,
      redirect: 'manual',
      headers: { origin, ...(cookie && { cookie }), ...init.headers },
    });
    const text = await response.text();
    const isJson = /json/.test(response.headers.get('content-type') ?? '');
    const set = response.headers.getSetCookie().findLast((line) => line.startsWith('session='));
    if (set) cookie = set.split(';')[0] ?? '';
    const location = response.headers.get('location');
    return { status: response.status, location, body: isJson ? JSON.parse(text) : text };
  }

  /** Sends JSON, as a command with a fresh key. A refusal ends the day. */
  async function does<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await request(method, path, {
      headers: { 'content-type': 'application/json', 'idempotency-key': newCommandKey() },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (answer.status >= 300) throw refusal(`${login} ${method} ${path}`, answer);
    return answer.body as T;
  }

  /** Reads JSON or a page. */
  async function sees<T>(path: string): Promise<T> {
    const answer = await request('GET', path, { headers: { accept: 'text/html' } });
    if (answer.status >= 300) throw refusal(`${login} GET ${path}`, answer);
    return answer.body as T;
  }

  /** Sends a file as a browser sends a chosen one. */
  async function uploads(path: string, bytes: Uint8Array, type: string): Promise<string> {
    const form = new FormData();
    form.append('file', new Blob([Uint8Array.from(bytes)], { type }), 'IMG_0618.jpg');
    const headers = { 'idempotency-key': newCommandKey() };
    const answer = await request('POST', path, { headers, body: form });
    if (answer.status >= 300) throw refusal(`${login} uploads to ${path}`, answer);
    return (answer.body as { id: string }).id;
  }

  async function signsIn(): Promise<void> {
    await does('POST', '/api/session', { login, password });
  }

  return { login, password, does, sees, uploads, signsIn, request };
}

export type Person = ReturnType<typeof createPerson>;

function refusal(what: string, { status, body }: Answer): Error {
  return new Error(`${what} was answered ${status}: ${JSON.stringify(body)}`);
}
