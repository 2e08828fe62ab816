import { createServer, type Server, type Socket } from 'node:net';
import type { Document } from 'bson';
import { errorAnswer, MongoError } from '../errors.ts';
import { createFrames } from './frames.ts';
import { readRequest, writeAnswer, type Request } from './message.ts';

/** A request that waits for its turn, and where its answer goes. */
export interface Waiting {
  readonly command: Document;
  readonly answer: (document: Document) => void;
}

const MOST_CONNECTIONS = 256;

/**
 * Takes messages from any number of connections and hands over, once per event turn, all that have
 * come, in order. What cannot be read closes its own connection only.
 */
export function createWireServer(run: (waiting: readonly Waiting[]) => void): {
  server: Server;
  /** Answers what has come, refuses the rest, and closes every connection. */
  readonly stop: () => Promise<void>;
} {
  let queue: Waiting[] = [];
  let stopping = false;
  const sockets = new Set<Socket>();

  function flush(): void {
    const turn = queue;
    queue = [];
    if (turn.length > 0) run(turn);
  }

  function take(socket: Socket, request: Request): void {
    const answer = (document: Document): void => {
      if (request.answered && socket.writable) socket.write(writeAnswer(request, document));
    };
    if (stopping) {
      answer(errorAnswer(new MongoError(11600, 'interrupted at shutdown')));
      return;
    }
    if (queue.length === 0) setImmediate(flush);
    queue.push({ command: request.command, answer });
  }

  const server = createServer({ noDelay: true }, (socket) => {
    if (sockets.size >= MOST_CONNECTIONS) {
      socket.destroy();
      return;
    }
    sockets.add(socket);
    const frames = createFrames();
    socket.on('data', (chunk) => {
      try {
        for (const message of frames(chunk)) take(socket, readRequest(message));
      } catch {
        socket.destroy();
      }
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  });

  return {
    server,
    async stop() {
      stopping = true;
      flush();
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.end(() => socket.destroy());
      await closed;
    },
  };
}
