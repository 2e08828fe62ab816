import { tonnes } from '../../format.ts';
import type { Lang, Words } from '../../i18n/index.ts';
import type { ProductName } from '../../routes/bases.schema.ts';

/** Hundredths of a mu as people write them: 9650 → 96.5 */
export function muOf(areaMu100: number): string {
  return String(areaMu100 / 100);
}

interface Named {
  readonly nameZh: string;
  readonly nameEn: string | null;
}

/** The name in the reader's language; the Chinese one where there is no other. */
export function nameIn(lang: Lang, { nameZh, nameEn }: Named): string {
  return lang === 'en' ? (nameEn ?? nameZh) : nameZh;
}

export function productIn(lang: Lang, products: readonly ProductName[], id: string): string {
  const product = products.find((one) => one.id === id);
  return product ? nameIn(lang, product) : id;
}

export function placeIn(lang: Lang, county: Named | undefined, village: string): string {
  const name = county ? nameIn(lang, county) : '';
  if (village.startsWith(name)) return village;
  return lang === 'en' ? `${village}, ${name}` : `${name}${village}`;
}

/** How much of what a plot can yield this year is harvested. */
export function capWords(
  w: Words<'bases'>,
  { capG, harvestedG }: { capG: number | null; harvestedG: number },
): string {
  return capG === null
    ? w.facts.capUnknown(tonnes(harvestedG))
    : w.facts.capUsed(tonnes(harvestedG).replace(' t', ''), tonnes(capG));
}

/** The text of a field, trimmed; '' where there is none. */
export function textOf(data: FormData, name: string): string {
  const value = data.get(name);
  return typeof value === 'string' ? value.trim() : '';
}

/** The same, null where it is empty: what nobody knows is not a text. */
export function maybeOf(data: FormData, name: string): string | null {
  return textOf(data, name) || null;
}

/** What is ticked under one name. */
export function ticked(data: FormData, name: string): string[] {
  return data.getAll(name).filter((value) => typeof value === 'string');
}
