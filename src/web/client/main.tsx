import { hydrate, type ComponentType } from 'preact';
import { SettingContext, type Common, type Lang, type Setting } from '../i18n/index.ts';
import { dropForeignDrafts } from './foreign-drafts.ts';

/** What the server wrote into the page: see `web/document.tsx`. */
interface Block extends Omit<Setting, 'common' | 'words' | 'lang'> {
  readonly commonUrl: string;
  readonly wordsUrl: string;
  /** Addresses of the views that come alive, by name: the whole page, or its islands. */
  readonly views: Readonly<Record<string, string>>;
  /** The view of the whole page; without it, its islands come alive. */
  readonly view?: string;
  readonly props?: object;
}

/** Dictionaries and views are modules of our own build; the page says where they are. */
const wordsAt = (url: string) => import(url) as Promise<{ words: unknown }>;

interface Piece {
  readonly at: HTMLElement;
  readonly view: string;
  readonly props: object;
}

async function start(root: HTMLElement): Promise<void> {
  const lang: Lang = document.documentElement.lang === 'en' ? 'en' : 'zh';
  const text = document.getElementById('props')?.textContent ?? '{}';
  const { view, views, commonUrl, wordsUrl, props = {}, ...rest } = JSON.parse(text) as Block;
  dropForeignDrafts(rest.account);
  const [common, area] = await Promise.all([wordsAt(commonUrl), wordsAt(wordsUrl)]);
  const setting = { ...rest, lang, common: common.words as Common, words: area.words };
  const pieces = view ? [{ at: root, view, props }] : islandsIn(root);
  await Promise.all(pieces.map((piece) => bringToLife(piece, views, setting)));
  root.dataset['ready'] = ''; // browser tests wait for it
}

function islandsIn(root: HTMLElement): Piece[] {
  return Array.from(root.querySelectorAll<HTMLElement>('[data-island]'), (at) => ({
    at,
    view: at.dataset['island'] ?? '',
    props: JSON.parse(at.dataset['props'] ?? '{}') as object,
  }));
}

async function bringToLife(
  { at, view, props }: Piece,
  views: Block['views'],
  setting: Setting,
): Promise<void> {
  const url = views[view] ?? '';
  const module = (await import(url)) as { default: ComponentType<object> };
  const View = module.default;
  hydrate(
    <SettingContext.Provider value={setting}>
      <View {...props} />
    </SettingContext.Provider>,
    at,
  );
}

/** Who is signed in, as the page says; '' for a stranger. */
function accountOf(): string {
  const text = document.getElementById('props')?.textContent ?? '{}';
  return (JSON.parse(text) as Partial<Block>).account ?? '';
}

const root = document.getElementById('app');
if (root) void start(root);

if ('serviceWorker' in navigator) {
  void navigator.serviceWorker.register('/sw.js').catch(() => undefined); // without it: online only
  void navigator.serviceWorker.ready.then(({ active }) => {
    const path = location.pathname + location.search;
    active?.postMessage({ account: accountOf(), path }); // what another account saw is taken away
  });
}
