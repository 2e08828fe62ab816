import mongoose, { type Connection } from 'mongoose';
import { faultsOf } from './subset-rules.ts';

/**
 * Listens to every command that the product sends in this run (command monitoring of the driver) and
 * keeps what stands outside the portable subset. Only collections of the product's models count:
 * tests of the engine send what they please, and a test that meddles with what the product wrote says
 * so in the command's `comment`.
 */
export const MEDDLING = { comment: 'a test meddles' } as const;

const seen = { commands: 0, faults: new Map<string, string>() };

export function listenToCommands(): void {
  const connect = mongoose.createConnection.bind(mongoose);
  mongoose.createConnection = ((uri: string, options?: mongoose.ConnectOptions) => {
    const connection = connect(uri, { ...options, monitorCommands: true });
    connection.once('connected', () => {
      connection.getClient().on('commandStarted', ({ commandName: name, command }) => {
        look(connection, name, command);
      });
    });
    return connection;
  }) as typeof mongoose.createConnection;
}

function look(connection: Connection, name: string, command: Record<string, unknown>): void {
  const on = String(command[name]);
  const isOurs = Object.values(connection.models).some(({ collection }) => collection.name === on);
  if (!isOurs || command['comment'] === MEDDLING.comment) return;
  seen.commands += 1;
  for (const fault of faultsOf({ name, command })) {
    const key = `${name} ${on}: ${fault}`;
    if (seen.faults.has(key)) continue;
    Error.stackTraceLimit = 60;
    seen.faults.set(key, new Error('sent here').stack ?? '');
    Error.stackTraceLimit = 10;
  }
}

/** What was sent and is outside, and how much was looked at. */
export const commandsSeen = () => ({ commands: seen.commands, faults: [...seen.faults] });
