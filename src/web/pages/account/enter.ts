import { api } from '../../client/api.ts';
import type { Result } from '../../client/problem.ts';

/** The text of a field; '' where there is none. Passwords are taken as they are typed. */
export function typed(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === 'string' ? value : '';
}

/** Signs in after `before` went well, with what the same form holds. */
export async function thenSignIn<V>(
  before: Result<V>,
  { login, password }: { login: string; password: string },
): Promise<Result<unknown>> {
  if (before.problem) return before;
  return await api('POST', '/api/session', { body: { login, password } });
}
