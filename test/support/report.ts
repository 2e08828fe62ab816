import type { Connection } from 'mongoose';

/** What the tests of a run stand on, in one line: the server says it itself. */
export async function serverLine(connection: Connection): Promise<string> {
  const admin = connection.getClient().db('admin');
  const { version, modules = [] } = (await admin.command({ buildInfo: 1 })) as unknown as {
    version: string;
    modules?: string[];
  };
  if (modules.includes('suhang-embedded-engine'))
    return `tests run on the embedded engine (MongoDB ${version} by its manual)`;
  const { setName } = (await admin.command({ hello: 1 })) as unknown as { setName?: string };
  const kind = setName === undefined ? 'standalone' : `replica set ${setName}`;
  return `tests run on MongoDB ${version}, ${kind}`;
}
