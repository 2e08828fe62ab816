import { argv, env, exit } from 'node:process';
import { loadConfig, type Config } from '../config/config.ts';
import { AppError } from '../shared/errors.ts';
import { inviteOperator } from './invite-operator.ts';
import { start } from './start.ts';

/** The one file that reads the environment. */
const outside = {
  now: () => new Date(),
  note: (line: string) => {
    console.info(line);
  },
};

try {
  const config = loadConfig(env);
  const login = argv[2] === '--invite-operator' ? argv[3] : undefined;
  if (login !== undefined) console.info(await inviteOperator(config, { ...outside, login }));
  else await serve(config);
} catch (error) {
  console.error(explain(error));
  exit(1);
}

async function serve(config: Config): Promise<void> {
  const { close } = await start(config, outside);
  console.info(`宿杭鲜 · Suhang Origin  →  ${config.PUBLIC_URL.origin}   (Ctrl-C ends it)`);
  let asked = 0;
  const stop = () => {
    asked += 1;
    if (asked > 1) exit(1);
    setTimeout(() => exit(1), 30_000).unref();
    void close().then(
      () => exit(0),
      (error: unknown) => {
        console.error(explain(error));
        exit(1);
      },
    );
  };
  process.on('SIGTERM', stop);
  process.on('SIGINT', stop);
}

/** A refusal in words, with every fault of the configuration; anything else whole, for who mends it. */
function explain(error: unknown): string {
  if (!(error instanceof AppError)) return error instanceof Error ? (error.stack ?? '') : '?';
  const faults = (error.facts['errors'] ?? []) as readonly { field: string; message: string }[];
  const lines = faults.map(({ message }) => `  ${message}`);
  return [faults.length ? 'The environment is not right:' : error.message, ...lines].join('\n');
}
