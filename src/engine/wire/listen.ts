import { createServer, type Server, type Socket } from 'node:net';
import type { Document } from 'bson';
import { errorAnswer, MongoError } from '../errors.ts';
import { createFrames } from './frames.ts';
import { isTooDeep, readRequest, writeAnswer, type Request } from './message.ts';

/** A request that waits for its turn, and where its answer goes. */
export interface Waiting {
  readonly command: Document;
  readonly answer: (document: Document) => void;
}

export interface WireServer {
  readonly server: Server;
  /** No turn begins until it may go on. */
  readonly hold: () => void;
  readonly goOn: () => void;
  /** Answers what has come, refuses the rest, and closes every connection. */
  readonly stop: () => Promise<void>;
}

const MOST_CONNECTIONS = 256;

/**
 * Takes messages from any number of connections and hands over, once per event turn, all that have
 * come, in order. What cannot be read closes its own connection only.
 */
export function createWireServer(run: (waiting: readonly Waiting[]) => void): WireServer {
  let queue: Waiting[] = [];
  let refusal: MongoError | undefined;
  let held = false;
  const sockets = new Set<Socket>();

  function flush(): void {
    if (held) return;
    const turn = queue;
    queue = [];
    if (turn.length > 0) run(turn);
  }

  function take(request: Request, answer: Waiting['answer']): void {
    if (refusal) {
      answer(errorAnswer(refusal));
      return;
    }
    if (isTooDeep(request)) {
      answer(errorAnswer(new MongoError(15, 'BSONObj exceeded maximum nested object depth: 200')));
      return;
    }
    if (queue.length === 0) setImmediate(flush);
    queue.push({ command: request.command, answer });
  }

  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
    const isOneTooMany = sockets.size > MOST_CONNECTIONS;
    serve(socket, (request, answer) => {
      if (!isOneTooMany) take(request, answer);
      else {
        answer(errorAnswer(tooMany()));
        socket.end();
      }
    });
  });

  server.maxConnections = 2 * MOST_CONNECTIONS; // the rest are cut without a word

  return {
    server,
    hold() {
      held = true;
    },
    goOn() {
      held = false;
      flush();
    },
    async stop() {
      refusal = new MongoError(11600, 'interrupted at shutdown');
      flush();
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.end(() => socket.destroy());
      await closed;
    },
  };
}

/** Said once to whoever comes too late, in answer to the first message; then the connection ends. */
const tooMany = (): MongoError =>
  new MongoError(
    365,
    `The embedded engine takes ${MOST_CONNECTIONS} connections. Use a smaller maxPoolSize, or set MONGODB_URI.`,
  );

/** Reads one connection until it ends or says something that is no message. */
function serve(socket: Socket, take: (request: Request, answer: Waiting['answer']) => void): void {
  const frames = createFrames();
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    try {
      for (const message of frames(chunk)) {
        const request = readRequest(message);
        take(request, (document) => {
          if (request.answered && socket.writable) socket.write(writeAnswer(request, document));
        });
      }
    } catch {
      socket.destroy();
    }
  });
}
