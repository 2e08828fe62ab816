import { pinyin } from 'pinyin-pro';

/** The forms by which a Chinese name is found: itself, its pinyin and the initials of that. */
export function searchForms(name: string): string[] {
  const syllables = pinyin(name, { toneType: 'none', type: 'array', nonZh: 'removed' });
  return [name, syllables.join(''), syllables.map((syllable) => syllable.charAt(0)).join('')];
}
