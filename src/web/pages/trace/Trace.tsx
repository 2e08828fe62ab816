import type { PublicTraceView } from '../../../features/trace/index.ts';
import { printedCode } from '../../../shared/code.ts';
import { day, dayOf } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { Hero } from '../../parts/Hero.tsx';
import { Lineage } from '../../parts/Lineage.tsx';
import { Verdict } from '../../parts/Verdict.tsx';
import { LotCard } from './LotCard.tsx';
import { Papers } from './Papers.tsx';
import { Steps } from './Steps.tsx';

/** What a printed code leads to, for anybody: the verdict first, then how we know. No script. */
export default function Trace({ state, typed, lot }: PublicTraceView) {
  if (lot === null) return <NotFound state={state} typed={typed} />;
  return <Found state={state} lot={lot} />;
}

type Lot = NonNullable<PublicTraceView['lot']>;

function Found({ state, lot }: { state: PublicTraceView['state']; lot: Lot }) {
  const { w, lang, link } = useWords('trace');
  const [photo] = lot.photos;
  return (
    <main id="main">
      {photo === undefined ? (
        <Hero />
      ) : (
        <img class="hero" src={`/files/${photo}/w1200`} alt={w.photo(1)} width="480" height="236" />
      )}
      <VerdictOf state={state} lot={lot} />
      <Steps lot={lot} />
      <Lineage origins={lot.origins} from={lot.parents.map((code) => ({ code }))} path="/b" />
      <Papers lot={lot} />
      <section>
        <p class="sm">{w.whoSays(lot.seller[lang])}</p>
      </section>
      <div class="bar noprint">
        <a class="btn primary" href={link(`/p/${lot.productId}`)}>
          {w.buyAgain}
        </a>
      </div>
    </main>
  );
}

function VerdictOf({ state, lot }: { state: PublicTraceView['state']; lot: Lot }) {
  const { w, lang } = useWords('trace');
  if (state === 'stopped') {
    return (
      <Verdict tone="bad" title={w.stopped} by={w.stoppedBy}>
        <LotCard lot={lot} />
      </Verdict>
    );
  }
  if (lot.verified) {
    const on = day(dayOf(lot.verified.at), lang);
    return (
      <Verdict tone="good" title={w.verified} by={w.verifiedBy(lot.verified.orgName, on)}>
        <LotCard lot={lot} />
      </Verdict>
    );
  }
  return (
    <Verdict tone="quiet" title={w.registered} by={w.registeredBy(lot.seller[lang])}>
      <LotCard lot={lot} />
    </Verdict>
  );
}

function NotFound({ state, typed }: { state: PublicTraceView['state']; typed: string }) {
  const { w, lang } = useWords('trace');
  const mistyped = state === 'mistyped';
  return (
    <main id="main">
      <Hero />
      <Verdict tone="quiet" title={w.again}>
        <h1>{mistyped ? w.mistyped : w.unknown}</h1>
        <p>{mistyped ? w.mistypedWhy : w.unknownWhy}</p>
        <p class="sm break">{w.typed(mistyped ? typed : printedCode(typed))}</p>
        <form class="fields" action="/b" method="get">
          {lang === 'en' && <input type="hidden" name="lang" value="en" />}
          <label for="code">{w.codeLabel}</label>
          <input
            id="code"
            name="code"
            value={typed}
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
          />
          <button class="btn primary">{w.check}</button>
        </form>
      </Verdict>
    </main>
  );
}
