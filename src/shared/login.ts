/** A login name is an e-mail address or a phone number. */
const EMAIL = /^[^\s@]{1,64}@[^\s@.]+(\.[^\s@.]+)+$/;
const CHINESE_MOBILE = /^(?:\+?86)?(1[3-9]\d{9})$/;
const ABROAD = /^\+[1-9]\d{7,14}$/;

/** The login a person meant, in one form: e-mail in lower case, phone as `+86…`; undefined if none. */
export function readLogin(typed: string): string | undefined {
  const text = typed.normalize('NFKC').trim();
  if (text.length > 254) return undefined;
  if (text.includes('@')) return EMAIL.test(text) ? text.toLowerCase() : undefined;
  const digits = text.replaceAll(/[\s().-]/g, '');
  const [, mobile] = CHINESE_MOBILE.exec(digits) ?? [];
  if (mobile !== undefined) return `+86${mobile}`;
  return ABROAD.test(digits) ? digits : undefined;
}
