import { createHash } from 'node:crypto';

/**
 * The id of the event that a cause makes: a name-based UUID (version 5, RFC 9562) of the cause's key
 * in the name space of this installation, so that telling it twice makes one event.
 */
export function eventIdOf(opKey: string, installationSecret: string): string {
  const space = createHash('sha256').update(`suhang:events\n${installationSecret}`).digest();
  const hash = createHash('sha1').update(space.subarray(0, 16)).update(opKey, 'utf8').digest();
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6);
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = hash.toString('hex', 0, 16);
  const parts = [
    [0, 8],
    [8, 12],
    [12, 16],
    [16, 20],
    [20, 32],
  ] as const;
  return `urn:uuid:${parts.map(([from, to]) => hex.slice(from, to)).join('-')}`;
}
