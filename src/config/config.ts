import Joi from 'joi';
import { object, oneOf, optional, parse, withDefault, type Infer } from '../shared/schema.ts';

const inProduction = { is: 'production', then: Joi.required() } as const;
const webUrl = Joi.string().uri({ scheme: ['http', 'https'] });
/** Not a URI of the RFC: it names several hosts. The driver reads the rest. */
const mongodbUri = Joi.string()
  .pattern(/^mongodb(\+srv)?:\/\/[^\s/]/)
  .message('"MONGODB_URI" must begin with mongodb:// or mongodb+srv://'); // its password is not said
const flag = withDefault(oneOf('0', '1'), '0');

/** A secret: whoever serves real people chooses it; elsewhere `platform/secrets.ts` makes one. */
const secret = () => optional(Joi.string().min(32).when('NODE_ENV', inProduction));

const environment = object({
  NODE_ENV: withDefault(oneOf('development', 'test', 'production'), 'development'),
  /** `1` by `npm start`: demo data, demo accounts, sandbox payment. Never in production. */
  DEMO: flag,
  ROLE: withDefault(oneOf('web', 'worker', 'all'), 'all'),
  HOST: withDefault(Joi.string().hostname(), '127.0.0.1'),
  PORT: withDefault(Joi.number().port(), 3000),
  PUBLIC_URL: optional(
    webUrl.when('NODE_ENV', { ...inProduction, then: webUrl.pattern(/^https:/).required() }),
  ),
  TRUST_PROXY: withDefault(Joi.number().integer().min(0).max(10), 0),
  DATA_DIR: withDefault(Joi.string(), './data'),
  UPLOADS_DIR: withDefault(Joi.string(), './uploads'),
  MONGODB_URI: optional(mongodbUri),
  MONGOD_BINARY: optional(Joi.string()),
  /** `embedded` allows the embedded engine in production, on purpose. */
  DATABASE: withDefault(oneOf('auto', 'embedded'), 'auto'),
  /** `off`: tests may lose with the power what they acknowledged. Never in production. */
  DATABASE_SYNC: withDefault(oneOf('on', 'off'), 'on'),
  JWT_SECRET: secret(),
  /** Names events and everything else that is derived; never changed on a store. */
  INSTALLATION_SECRET: secret(),
  LOG_LEVEL: withDefault(oneOf('debug', 'info', 'warn', 'error', 'silent'), 'info'),
}).unknown(); // the machine's own variables are none of our business

/** Everything the process may be told from outside. Read once, in `app/main.ts`. */
export type Config = Readonly<Omit<Infer<typeof environment>, 'PUBLIC_URL'>> & {
  /** Where people reach us: links, QR codes and the Origin check. https in production, always. */
  readonly PUBLIC_URL: URL;
};

/**
 * @throws AppError `request.invalid` naming every missing or malformed variable at once; what is
 * only for demonstrations and tests is a fault where real people are served.
 */
export function loadConfig(env: NodeJS.ProcessEnv): Config {
  const told = Object.entries(env).filter(([, value]) => value !== ''); // `JWT_SECRET=` says nothing
  const { PUBLIC_URL, ...rest } = parse(
    environment.custom(fitForPeople),
    Object.fromEntries(told),
    { convert: true },
  );
  return Object.freeze({
    ...rest,
    PUBLIC_URL: new URL(PUBLIC_URL ?? `http://localhost:${rest.PORT}`),
  });
}

/** What may not be where real people are served. */
const ONLY_ELSEWHERE = [
  { name: 'DEMO', value: '1' },
  { name: 'DATABASE_SYNC', value: 'off' },
] as const;

function fitForPeople(
  told: Record<'NODE_ENV' | 'DEMO' | 'DATABASE_SYNC', string>,
  helpers: Joi.CustomHelpers,
) {
  if (told.NODE_ENV !== 'production') return told;
  const wrong = ONLY_ELSEWHERE.filter(({ name, value }) => told[name] === value);
  if (wrong.length === 0) return told;
  const named = wrong.map(({ name, value }) => `${name}=${value}`).join(' and ');
  return helpers.message({ custom: `${named} is refused with NODE_ENV=production` });
}
