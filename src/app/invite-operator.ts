import type { Config } from '../config/config.ts';
import { open, type Outside } from './start.ts';

/**
 * The link that makes `login` the first operator, good for 72 hours and once.
 * @throws AppError `operator.exists` when there is one already
 */
export async function inviteOperator(
  config: Config,
  { login, ...outside }: Outside & { login: string },
): Promise<string> {
  const { services, close } = await open(config, outside);
  try {
    const { token } = await services.organisations.inviteFirstOperator(login);
    return `${config.PUBLIC_URL.origin}/invite/${token}`;
  } finally {
    await close();
  }
}
