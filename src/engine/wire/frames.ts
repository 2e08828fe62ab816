const LONGEST = 48_000_000;
const HEADER = 16;

/**
 * Cuts a stream into messages, however it was cut on its way: gives the whole ones, keeps the rest.
 * @throws RangeError for a length no message has: the stream cannot be read on.
 */
export function createFrames(): (chunk: Buffer) => Buffer[] {
  let chunks: Buffer[] = [];
  let held = 0;

  return (chunk) => {
    chunks.push(chunk);
    held += chunk.length;
    const messages: Buffer[] = [];
    for (;;) {
      const length = lengthOf(chunks, held);
      if (length === undefined || held < length) return messages;
      const all = chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks);
      messages.push(all.subarray(0, length));
      chunks = [all.subarray(length)];
      held -= length;
    }
  };
}

function lengthOf(chunks: readonly Buffer[], held: number): number | undefined {
  if (held < HEADER) return undefined;
  const [first] = chunks;
  const head = first && first.length >= 4 ? first : Buffer.concat(chunks);
  const length = head.readInt32LE(0);
  if (length < HEADER || length > LONGEST) throw new RangeError(`a message of ${length} bytes`);
  return length;
}
