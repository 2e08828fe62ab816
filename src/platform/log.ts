import { pino, type Logger } from 'pino';

/** What a log line may say; nothing else is ever passed on, so no secret can slip in. */
export interface LogFacts {
  readonly instance?: string;
  readonly requestId?: string;
  readonly method?: string;
  readonly route?: string;
  readonly status?: number;
  readonly ms?: number;
  readonly loop?: string;
  readonly from?: string;
  readonly to?: string;
  readonly id?: string;
}

export type Level = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** JSON lines on standard output. Errors are written with message and stack, never with bodies. */
export function createLog(level: Level) {
  const logger: Logger = pino({ level, base: null });
  return {
    info: (message: string, facts: LogFacts = {}) => {
      logger.info(facts, message);
    },
    error: (message: string, error: unknown, facts: LogFacts = {}) => {
      logger.error({ ...facts, err: errorFacts(error) }, message);
    },
  };
}

function errorFacts(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: String(error) };
  const { name, message, stack, cause } = error;
  return { name, message, stack, ...(cause !== undefined && { cause: errorFacts(cause) }) };
}
