import { createHash } from 'node:crypto';
import type { ComponentType } from 'preact';
import { render } from 'preact-render-to-string';
import type { Actor } from '../shared/actor.ts';
import { assets } from './assets.ts';
import type { ClientPage } from './client/pages.ts';
import { Frame, type FrameName } from './Frame.tsx';
import { en } from './i18n/en/index.ts';
import { SettingContext, type Area, type Lang, type Setting } from './i18n/index.ts';
import { zh, type Dictionaries } from './i18n/zh/index.ts';
import { addressIn } from './language.ts';

const DICTIONARIES: Readonly<Record<Lang, Dictionaries>> = { zh, en };

export function dictionaryIn(lang: Lang): Dictionaries {
  return DICTIONARIES[lang];
}

/** Everything a page is made of, once its props are there. */
export interface Sheet<V extends object> {
  readonly lang: Lang;
  readonly area: Area;
  readonly frame: FrameName;
  readonly title: string;
  readonly description?: string | undefined;
  /** Absolute address of the picture that a shared link shows. */
  readonly image?: string | undefined;
  readonly view: ComponentType<V>;
  readonly props: V;
  readonly client?: ClientPage | undefined;
  readonly islands?: readonly ClientPage[] | undefined;
  readonly actor: Actor | undefined;
  /** As asked for, query included. */
  readonly url: string;
  readonly formKey: string;
}

/** What a document says whatever page it shows. */
interface Around {
  /** The goods, people and orders here are made up. */
  readonly isDemo: boolean;
}

/** The document as text, and the policy that fits it. */
export function renderDocument<V extends object>(
  sheet: Sheet<V>,
  around: Around,
): { html: string; policy: string } {
  const style = `src/web/css/${sheet.frame}.css`;
  const inline = sheet.frame === 'console' ? undefined : assets().text(style);
  const html = render(
    <Document sheet={sheet as unknown as Sheet<object>} css={inline} {...around} />,
  );
  return { html: `<!doctype html>${html}`, policy: policyFor(inline) };
}

/** The policy of `web.md` §1: styles of ours by address, or inline by their hash. */
function policyFor(css: string | undefined): string {
  const hash = css && createHash('sha256').update(css).digest('base64');
  return [
    "default-src 'self'",
    `style-src 'self'${hash ? ` 'sha256-${hash}'` : ''}`,
    "img-src 'self' blob: data:",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
}

interface DocumentProps extends Around {
  sheet: Sheet<object>;
  css: string | undefined;
}

function Document({ sheet, css, isDemo }: DocumentProps) {
  const { lang, area, frame, view: View, props, actor, url } = sheet;
  const dictionary = dictionaryIn(lang);
  const setting: Setting = {
    lang,
    area,
    common: dictionary.common,
    words: dictionary[area],
    formKey: sheet.formKey,
    account: actor?.userId ?? '',
    problemsUrl: aliveIn(sheet).length > 0 ? assets().url(wordsFile(lang, 'problems')) : '',
  };
  const remembers = frame === 'console';
  const otherUrl = addressIn(lang === 'zh' ? 'en' : 'zh', url, { remembers });
  const path = new URL(url, 'http://here').pathname;
  return (
    <html lang={lang === 'zh' ? 'zh-CN' : 'en'}>
      <Head sheet={sheet} css={css} otherUrl={otherUrl} />
      <body class={frame}>
        <a class="skip" href="#main">
          {dictionary.frame.skip}
        </a>
        {isDemo && <DemoLine words={dictionary.frame} />}
        <Frame
          name={frame}
          lang={lang}
          actor={actor}
          path={path}
          otherUrl={otherUrl}
          words={dictionary.frame}
        >
          <div id="app">
            <SettingContext.Provider value={setting}>
              <View {...props} />
            </SettingContext.Provider>
          </div>
        </Frame>
        {aliveIn(sheet).length > 0 && <PropsBlock setting={setting} sheet={sheet} />}
      </body>
    </html>
  );
}

function DemoLine({ words }: { words: Dictionaries['frame'] }) {
  return (
    <aside class="demo" aria-label={words.demoLabel}>
      {words.demo}
    </aside>
  );
}

/** The views that come alive in the browser: the page's own, or its islands. */
function aliveIn({ client, islands = [] }: Sheet<object>): readonly ClientPage[] {
  return client ? [client] : islands;
}

interface HeadProps {
  sheet: Sheet<object>;
  css: string | undefined;
  otherUrl: string;
}

function Head({ sheet, css, otherUrl }: HeadProps) {
  const { lang, title, frame, image } = sheet;
  const words = dictionaryIn(lang).frame;
  const name = `${title} · ${words.site}`;
  const description = sheet.description ?? words.slogan;
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover" />
      <title>{name}</title>
      <meta name="description" content={description} />
      <meta name="theme-color" content="#124a40" />
      {image && <Shared name={name} description={description} image={image} />}
      <link rel="icon" href="/icons/blossom.svg" type="image/svg+xml" />
      <link rel="manifest" href="/manifest.webmanifest" />
      {frame !== 'console' && frame !== 'print' && (
        <link rel="alternate" hreflang={lang === 'zh' ? 'en' : 'zh-CN'} href={otherUrl} />
      )}
      {css === undefined ? (
        <link rel="stylesheet" href={assets().url(`src/web/css/${frame}.css`)} />
      ) : (
        <style dangerouslySetInnerHTML={{ __html: css }} />
      )}
      {aliveIn(sheet).length > 0 && <Scripts {...sheet} />}
    </head>
  );
}

/** What a messenger shows of a link. */
function Shared({ name, description, image }: Record<'name' | 'description' | 'image', string>) {
  return (
    <>
      <meta property="og:title" content={name} />
      <meta property="og:description" content={description} />
      <meta property="og:image" content={image} />
    </>
  );
}

/** The entry, and everything it will ask for, asked for at once. */
function Scripts(sheet: Sheet<object>) {
  const { lang, area } = sheet;
  const views = aliveIn(sheet).map(viewFile);
  const words = [wordsFile(lang, 'common'), wordsFile(lang, area)];
  return (
    <>
      <script type="module" src={assets().url('src/web/client/main.tsx')} />
      {assets()
        .preload([...views, ...words])
        .map((href) => (
          <link rel="modulepreload" href={href} key={href} />
        ))}
    </>
  );
}

interface BlockProps {
  setting: Setting;
  sheet: Sheet<object>;
}

/** `<` is the only character that can end a data block early. */
function PropsBlock({ setting, sheet }: BlockProps) {
  const { client, props } = sheet;
  const { lang, common: _common, words: _words, ...rest } = setting;
  const block = {
    ...rest,
    commonUrl: assets().url(wordsFile(lang, 'common')),
    wordsUrl: assets().url(wordsFile(lang, setting.area)),
    views: Object.fromEntries(aliveIn(sheet).map((name) => [name, assets().url(viewFile(name))])),
    ...(client && { view: client, props }),
  };
  const text = JSON.stringify(block).replaceAll('<', '\\u003c');
  return <script type="application/json" id="props" dangerouslySetInnerHTML={{ __html: text }} />;
}

function viewFile(client: ClientPage): string {
  return `src/web/pages/${client}.tsx`;
}

function wordsFile(lang: Lang, name: string): string {
  return `src/web/i18n/${lang}/${name}.ts`;
}
