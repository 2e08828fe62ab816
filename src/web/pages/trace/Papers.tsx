import type { PublicTraceView } from '../../../features/trace/index.ts';
import { day, percent } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { Tag } from '../../parts/Tag.tsx';
import { kindName } from './paper-words.ts';

type Lot = NonNullable<PublicTraceView['lot']>;

/** Papers with number and term, tests with limit and result; photos of the batch. */
export function Papers({ lot }: { lot: Lot }) {
  const { w } = useWords('trace');
  return (
    <>
      <section>
        <h2>{w.papers}</h2>
        {lot.papers.length + lot.tests.length === 0 && <p>{w.noPapers}</p>}
        <ul class="rows">
          {lot.papers.map((paper) => (
            <PaperRow key={paper.kind + paper.no} {...paper} />
          ))}
          {lot.tests.map((test) => (
            <TestRow key={test.item + test.on} {...test} />
          ))}
        </ul>
      </section>
      {lot.photos.length > 1 && (
        <section>
          <h2>{w.photos}</h2>
          <ul class="thumbs">
            {lot.photos.map((id, i) => (
              <li key={id}>
                <a href={`/files/${id}/w1200`}>
                  <img
                    class="thumb"
                    src={`/files/${id}/w96`}
                    alt={w.photo(i + 1)}
                    width="96"
                    height="72"
                    loading="lazy"
                  />
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function PaperRow({ kind, no, issuer, validTo }: Lot['papers'][number]) {
  const { w, lang } = useWords('trace');
  return (
    <li>
      <div>
        {kindName(kind, lang)}
        <p class="sm break">
          {no}
          {issuer !== null && ` · ${issuer}`}
        </p>
      </div>
      <Tag>{validTo === null ? w.thisBatch : w.validTo(day(validTo, lang))}</Tag>
    </li>
  );
}

function TestRow({ item, verdict, inhibitionPermille, limitPermille, on }: Lot['tests'][number]) {
  const { w, lang } = useWords('trace');
  const measured = inhibitionPermille !== null && limitPermille !== null;
  return (
    <li>
      <div>
        {w.test} · {item}
        <p class="sm">
          {day(on, lang)}
          {measured && ` · ${w.inhibition(percent(inhibitionPermille), percent(limitPermille))}`}
        </p>
      </div>
      <Tag tone={verdict === 'fail' ? 'warn' : undefined}>{w.verdict[verdict]}</Tag>
    </li>
  );
}
