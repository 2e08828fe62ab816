import mongoose, { type Connection, type ConnectOptions } from 'mongoose';

const OLDEST = 7;

/** Options of every connection, whatever stands behind it. */
const COMMON = {
  autoIndex: false, // the start creates them, before anyone is served
  serverSelectionTimeoutMS: 5_000,
  socketTimeoutMS: 10_000, // a statement nobody answers ends here; the driver has no timeoutMS
  ignoreUndefined: true,
} satisfies ConnectOptions;

interface Server {
  readonly version: string;
  readonly set: string | undefined;
  /** Replica set or sharded cluster: majority and retried writes mean something. */
  readonly replicated: boolean;
}

/**
 * Connects with the promises the topology can keep: majority on a replica set or through mongos,
 * the journal of the one server otherwise.
 * @throws Error naming the host, never the password, when it does not answer or is older than 7.0.
 */
export async function connectTo(
  uri: string,
  { maxPoolSize = 50 }: { maxPoolSize?: number } = {},
): Promise<{ connection: Connection; describe: string }> {
  const server = await ask(uri);
  const connection = await mongoose
    .createConnection(uri, { ...COMMON, maxPoolSize, ...promises(server) })
    .asPromise();
  const kind =
    server.set === undefined
      ? server.replicated
        ? 'mongos'
        : 'standalone'
      : `replica set ${server.set}`;
  return { connection, describe: `MongoDB ${server.version}, ${kind}, ${hostOf(uri)}` };
}

function promises({ replicated }: Server): ConnectOptions {
  if (!replicated) return { writeConcern: { w: 1, journal: true }, retryWrites: false };
  return {
    writeConcern: { w: 'majority', journal: true },
    readConcern: { level: 'majority' },
    retryWrites: true,
  };
}

async function ask(uri: string): Promise<Server> {
  try {
    const { serverSelectionTimeoutMS } = COMMON;
    const client = new mongoose.mongo.MongoClient(uri, {
      serverSelectionTimeoutMS,
      maxPoolSize: 1,
    });
    try {
      await client.connect();
      const admin = client.db('admin');
      const hello = await admin.command({ hello: 1 });
      const { version } = (await admin.command({ buildInfo: 1 })) as unknown as { version: string };
      const set = hello['setName'] as string | undefined;
      const replicated = set !== undefined || hello['msg'] === 'isdbgrid';
      if (Number.parseInt(version, 10) < OLDEST)
        throw new Error(`it is version ${version}, and ${OLDEST}.0 or newer is needed`);
      return { version, set, replicated };
    } finally {
      await client.close();
    }
  } catch (cause) {
    const said = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`The database at ${hostOf(uri)} cannot be used: ${withoutSecrets(said)}`);
  }
}

/** Host and port of an address, for people; the user and the password are left out. */
function hostOf(uri: string): string {
  const hosts = /^mongodb(?:\+srv)?:\/\/(?:[^/]*@)?([^/?]+)/.exec(uri)?.[1];
  return hosts === undefined ? 'the address in MONGODB_URI' : decodeURIComponent(hosts);
}

const withoutSecrets = (text: string): string =>
  text.replaceAll(/(mongodb(?:\+srv)?:\/\/)[^/@\s]*@/g, '$1…@');
