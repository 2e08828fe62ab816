/** Crockford base 32, lower case: digests as they stand in ids. */
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** The first `length` base-32 characters of a digest; 26 of them carry 130 bits. */
export function base32(bytes: Uint8Array, length: number): string {
  let text = '';
  for (let place = 0; place < length; place += 1)
    text += ALPHABET.charAt(fiveBits(bytes, place * 5));
  return text;
}

function fiveBits(bytes: Uint8Array, bit: number): number {
  const byte = Math.floor(bit / 8);
  const two = ((bytes[byte] ?? 0) << 8) | (bytes[byte + 1] ?? 0);
  return (two >> (11 - (bit % 8))) & 31;
}
