import { hydrate, type ComponentType } from 'preact';
import { SettingContext, type Common, type Lang, type Setting } from '../i18n/index.ts';
import { clientPages, type ClientPage } from './pages.ts';

/** What the server wrote into the page: see `web/page.tsx`. */
interface Block extends Omit<Setting, 'common' | 'words' | 'lang'> {
  readonly view: ClientPage;
  readonly commonUrl: string;
  readonly wordsUrl: string;
  readonly props: object;
}

/** A dictionary is a module of our own build. */
const wordsAt = (url: string) => import(url) as Promise<{ words: unknown }>;

async function start(root: HTMLElement): Promise<void> {
  const lang: Lang = document.documentElement.lang === 'en' ? 'en' : 'zh';
  const text = document.getElementById('props')?.textContent ?? '{}';
  const { view, commonUrl, wordsUrl, props, ...rest } = JSON.parse(text) as Block;
  const [module, common, area] = await Promise.all([
    clientPages[view](),
    wordsAt(commonUrl),
    wordsAt(wordsUrl),
  ]);
  const View = module.default as ComponentType<object>;
  const setting = { ...rest, lang, common: common.words as Common, words: area.words };
  hydrate(
    <SettingContext.Provider value={setting}>
      <View {...props} />
    </SettingContext.Provider>,
    root,
  );
  root.dataset['ready'] = ''; // browser tests wait for it
}

const root = document.getElementById('app');
if (root) void start(root);

if ('serviceWorker' in navigator) {
  void navigator.serviceWorker.register('/sw.js').catch(() => undefined); // without it: online only
}
