/** RFC 9457, plus the facts of the refusal. */
export interface Problem {
  /** 0: the network is down, nobody knows whether it was done. */
  readonly status: number;
  /** The page's own words are found by it. */
  readonly code: string;
  /** The key for the next try, when a command was refused. */
  readonly nextKey?: string;
  readonly [fact: string]: unknown;
}

export type Result<V> =
  | { readonly value: V; readonly problem?: never }
  | { readonly problem: Problem; readonly value?: never };

/** Whether the same key must be sent again: it may have been done already. */
export function isUncertain({ status }: Problem): boolean {
  return status === 0 || status >= 500;
}

/** What a form says itself about fields it cannot read, in the shape of the server's answer. */
export function wrongFields(...fields: string[]): { problem: Problem } {
  const errors = fields.map((field) => ({ field }));
  return { problem: { status: 400, code: 'request.invalid', errors } };
}

/** Names of the fields a problem is about. */
export function fieldsOf(problem: Problem): string[] {
  const errors = problem['errors'];
  if (!Array.isArray(errors)) return [];
  return errors.flatMap((error: unknown) =>
    typeof error === 'object' && error !== null && 'field' in error ? [String(error.field)] : [],
  );
}

/** The problem in an answer; one of our own making when a proxy answered in our place. */
export async function problemIn(response: Response): Promise<Problem> {
  const isProblem = /json/.test(response.headers.get('content-type') ?? '');
  return isProblem
    ? ((await response.json()) as Problem)
    : { status: response.status, code: 'server.failed' };
}

export const NETWORK_DOWN: Problem = { status: 0, code: 'network.down' };

/** A key the browser draws itself: after a success, on a page that stays. Works without TLS. */
export function freshKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
