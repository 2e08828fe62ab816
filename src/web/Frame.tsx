import type { ComponentChildren } from 'preact';
import type { Actor } from '../shared/actor.ts';
import { linkIn, type Lang } from './i18n/index.ts';
import type { Dictionaries } from './i18n/zh/index.ts';
import { menuOf } from './menu.ts';
import { Blossom } from './parts/Blossom.tsx';

/** What stands around a view: the shop's header and footer, a console's menu, or nearly nothing. */
export type FrameName = 'shop' | 'console' | 'trace' | 'print';

interface Props {
  readonly name: FrameName;
  readonly lang: Lang;
  readonly actor: Actor | undefined;
  readonly path: string;
  /** This page in the other language. */
  readonly otherUrl: string;
  readonly words: Dictionaries['frame'];
  readonly children: ComponentChildren;
}

/** Server only: frames are links and plain forms, never hydrated. */
export function Frame(props: Props) {
  if (props.name === 'print') return <>{props.children}</>;
  if (props.name === 'trace') return <TraceFrame {...props} />;
  return props.name === 'console' ? <ConsoleFrame {...props} /> : <ShopFrame {...props} />;
}

function LanguageLink({ lang, otherUrl, words }: Props) {
  const other = lang === 'zh' ? 'en' : 'zh-CN';
  return (
    <a class="lang" lang={other} hreflang={other} href={otherUrl}>
      {words.otherLanguage}
    </a>
  );
}

function Brand({ lang, words }: Props) {
  return (
    <a class="brand" href={linkIn(lang, '/')}>
      <Blossom />
      {words.site}
    </a>
  );
}

function MenuLinks({ actor, path, lang, words }: Props) {
  return (
    <ul>
      {menuOf(actor, path).map(({ href, word, current }) => (
        <li key={href}>
          <a href={linkIn(lang, href)} aria-current={current ? 'page' : undefined}>
            {words.menu[word]}
          </a>
        </li>
      ))}
    </ul>
  );
}

function SignOut({ words }: Props) {
  return (
    <form method="post" action="/api/session/end" class="sign-out">
      <button class="plain">{words.signOut}</button>
    </form>
  );
}

function ConsoleFrame(props: Props) {
  const { words, children } = props;
  return (
    <div class="console-frame">
      <header class="sidebar">
        <Brand {...props} />
        <nav class="sidebar-menu" aria-label={words.menuLabel}>
          <MenuLinks {...props} />
        </nav>
        <details class="phone-menu">
          <summary>{words.menuLabel}</summary>
          <nav aria-label={words.menuLabel}>
            <MenuLinks {...props} />
          </nav>
          <SignOut {...props} />
        </details>
        <div class="sidebar-end">
          <LanguageLink {...props} />
          <SignOut {...props} />
        </div>
      </header>
      {children}
    </div>
  );
}

function ShopFrame(props: Props) {
  const { actor, lang, words, children } = props;
  const home = actor && actor.role !== 'consumer' ? menuOf(actor, '')[0] : undefined;
  return (
    <>
      <header class="shop-header">
        <Brand {...props} />
        <nav class="shop-menu" aria-label={words.menuLabel}>
          <MenuLinks {...props} />
        </nav>
        <LanguageLink {...props} />
      </header>
      {children}
      <footer class="shop-footer">
        <p>{words.slogan}</p>
        <p>
          {home && <a href={linkIn(lang, home.href)}>{words.enterConsole}</a>}
          <a href={linkIn(lang, '/register/organisation')}>{words.joinUs}</a>
          <a href={linkIn(lang, '/api/docs')}>{words.apiDocs}</a>
        </p>
        {actor && <SignOut {...props} />}
      </footer>
    </>
  );
}

function TraceFrame(props: Props) {
  return (
    <>
      <header class="trace-header">
        <Brand {...props} />
        <LanguageLink {...props} />
      </header>
      {props.children}
    </>
  );
}
