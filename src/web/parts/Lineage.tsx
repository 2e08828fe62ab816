import { printedCode } from '../../shared/code.ts';
import { kilograms, percent } from '../format.ts';
import { linkIn, useSetting } from '../i18n/index.ts';

interface Names {
  readonly zh: string;
  readonly en: string;
}

interface Lot {
  readonly code: string;
  /** Grams are told to those who deal with the lot, not to everybody. */
  readonly g?: number;
}

interface Props {
  readonly origins: readonly {
    readonly base: Names | null;
    readonly county: Names | null;
    readonly permille: number;
  }[];
  readonly from: readonly Lot[];
  readonly into?: readonly Lot[];
  /** Where the page of a lot is, for this reader. */
  readonly path: '/b' | '/coop/batches' | '/officer/check';
}

/** 由…做成 · 做成了…: where a made lot comes from and what became of it. Nothing for a lot that stands alone. */
export function Lineage({ origins, from, into = [], path }: Props) {
  const { lang, common } = useSetting();
  const t = common.lineage;
  if (origins.length + from.length + into.length === 0) return null;
  return (
    <section class={path === '/b' ? '' : 'card stack'}>
      <h2>{t.title}</h2>
      {origins.length > 0 && (
        <>
          <h3>{t.origins}</h3>
          <ul class="rows">
            {origins.map(({ base, county, permille }, place) => (
              <li key={place}>
                {[county?.[lang], base?.[lang]].filter(Boolean).join(' · ') || t.unknown}{' '}
                <span class="num">{percent(permille)}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <Lots head={t.from} lots={from} path={path} />
      <Lots head={t.into} lots={into} path={path} />
    </section>
  );
}

function Lots({ head, lots, path }: { head: string; lots: readonly Lot[]; path: Props['path'] }) {
  const { lang } = useSetting();
  if (lots.length === 0) return null;
  return (
    <>
      <h3>{head}</h3>
      <ul class="rows">
        {lots.map(({ code, g }) => (
          <li key={code}>
            <a href={linkIn(lang, `${path}/${code}`)}>{printedCode(code)}</a>{' '}
            {g !== undefined && <span class="num">{kilograms(g)}</span>}
          </li>
        ))}
      </ul>
    </>
  );
}
