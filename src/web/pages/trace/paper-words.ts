import { PAPER_KINDS } from '../../../shared/facts/papers.ts';
import type { Lang } from '../../i18n/index.ts';

/** What people call a kind of paper. */
export function kindName(kind: string, lang: Lang): string {
  const known = PAPER_KINDS.find(({ id }) => id === kind);
  return (lang === 'zh' ? known?.nameZh : known?.nameEn) ?? kind;
}
