import { loadConfig } from '../config/config.ts';
import { start } from './start.ts';

/** The one file that reads the environment. */
await start(loadConfig(process.env), { now: () => new Date() });
