import type { ComponentChildren } from 'preact';
import type { PublicTraceView } from '../../../features/trace/index.ts';
import { printedCode } from '../../../shared/code.ts';
import { day } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { Tag } from '../../parts/Tag.tsx';
import { kindName } from './paper-words.ts';

type Lot = NonNullable<PublicTraceView['lot']>;

/** Product, batch, and the few facts that people ask for first. */
export function LotCard({ lot }: { lot: Lot }) {
  const { w, lang } = useWords('trace');
  const born = lot.harvestedOn ?? lot.producedOn;
  return (
    <>
      <h1>{lot.product[lang]}</h1>
      <p class="sm">{w.batch(printedCode(lot.code))}</p>
      {lot.stops.length > 0 && <p class="note warn">{lot.stops.join(' · ')}</p>}
      <dl class="facts">
        <Fact term={lot.harvestedOn === null ? w.producedOn : w.harvestedOn}>
          {born === null ? w.notGiven : day(born, lang)}
        </Fact>
        <Fact term={w.grower}>{lot.seller[lang]}</Fact>
        <Fact term={w.origin}>
          <Origin lot={lot} />
        </Fact>
        {lot.origins.length > 0 && lot.works !== null && <Fact term={w.works}>{lot.works}</Fact>}
        <Proofs lot={lot} />
      </dl>
      {lot.usableUntil !== null && <p class="sm">{w.usableUntil(day(lot.usableUntil, lang))}</p>}
      <Title lot={lot} />
    </>
  );
}

/** What the goods' legal class asks for: a certificate and a test of grown goods, the makers' own papers of made ones. */
function Proofs({ lot }: { lot: Lot }) {
  const { w, lang } = useWords('trace');
  const isGrown = lot.harvestedOn !== null;
  const certified = lot.papers.some(({ kind }) => kind === 'conformity_certificate');
  return (
    <>
      {(isGrown || lot.tests.length > 0) && <Fact term={w.test}>{testWords(lot, w)}</Fact>}
      {isGrown || certified ? (
        <Fact term={w.certificate}>{certified ? w.issued : w.notGiven}</Fact>
      ) : (
        <Fact term={w.proofs}>
          {lot.papers.map(({ kind }) => kindName(kind, lang)).join(w.and) || w.notGiven}
        </Fact>
      )}
    </>
  );
}

function Fact({ term, children }: { term: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function Origin({ lot: { county, base, plot, works, capUnknown, origins } }: { lot: Lot }) {
  const { w, lang } = useWords('trace');
  const place =
    madeOf(origins, { lang, w }) ?? base?.[lang] ?? works ?? county?.[lang] ?? w.notGiven;
  return (
    <>
      {place}
      {plot !== null && <small> {w.plot(plot)}</small>}
      {capUnknown && (
        <>
          {' '}
          <Tag tone="quiet">{w.capUnknown}</Tag>
        </>
      )}
    </>
  );
}

/** Of a lot made of others: its one base, or that several are mixed; their shares stand below. */
function madeOf(origins: Lot['origins'], { lang, w }: Pick<Speaking, 'lang' | 'w'>) {
  const [first, ...others] = origins;
  if (!first) return undefined;
  if (others.length > 0) return w.mixed(origins.length);
  return first.base?.[lang] ?? first.county?.[lang];
}

type Speaking = ReturnType<typeof useWords<'trace'>>;

function testWords({ tests }: Lot, w: ReturnType<typeof useWords<'trace'>>['w']): string {
  if (tests.length === 0) return w.notGiven;
  return tests.some(({ verdict }) => verdict === 'fail') ? w.failed : w.passed(tests.length);
}

/** 菜篮子基地: on goods of the base itself, with what was published and what was not. */
function Title({ lot: { title } }: { lot: Lot }) {
  const { w, lang } = useWords('trace');
  if (title === null) return null;
  return (
    <p class="note">
      <b>{w.baseTitle(title.words)}</b>
      <br />
      <small>
        {w.titleFrom(day(title.from, lang))} · {w.titleNo(title.no)} ·{' '}
        {w.titleTo(title.to === null ? null : day(title.to, lang))}
      </small>
    </p>
  );
}
