import type { ComponentChildren } from 'preact';
import { day, dayOf, kilograms, moment } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { Tag } from '../../parts/Tag.tsx';
import type { BatchProps } from '../../routes/batches.schema.ts';
import { nameIn } from './base-words.ts';

type Props = Pick<BatchProps, 'batch'>;

/** Origin, grams, photos, papers and tests. */
export function BatchFactsCard({ batch }: Props) {
  const { w } = useWords('batches');
  const { photos, papers, tests } = batch;
  return (
    <>
      <section class="card stack">
        <Facts batch={batch} />
        {photos.length > 0 && (
          <ul class="thumbs" aria-label={w.detail.photos}>
            {photos.map((photo, at) => (
              <li key={photo}>
                <a href={`/files/${photo}/w1200`}>
                  <img
                    src={`/files/${photo}/w96`}
                    width={96}
                    height={72}
                    alt={`${w.detail.photos} ${at + 1}`}
                    loading="lazy"
                  />
                </a>
              </li>
            ))}
          </ul>
        )}
      </section>
      {papers.length + tests.length > 0 && (
        <section class="card stack">
          <h2>{w.detail.papers}</h2>
          <ul class="rows">
            {papers.map(({ id, kind, no, issuer, isValid }) => (
              <li key={id}>
                {w.missing[kind]} {no} · {issuer}{' '}
                <Tag tone={isValid ? undefined : 'warn'}>
                  {isValid ? w.detail.valid : w.detail.invalid}
                </Tag>
              </li>
            ))}
            {tests.map(({ id, kind, item, method, verdict, inhibitionPermille }) => (
              <li key={id}>
                {w.detail.testKinds[kind]} · {item} · {method}
                {inhibitionPermille !== null && ` · ${inhibitionPermille / 10}%`}{' '}
                <Tag tone={verdict === 'pass' ? undefined : 'warn'}>
                  {w.detail.verdicts[verdict]}
                </Tag>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  );
}

function Facts({ batch }: Props) {
  const { w, lang } = useWords('batches');
  const { base, plotName, works, harvestedOn, producedOn, note, usableUntil, grams } = batch;
  const facts: [string, ComponentChildren][] = [
    [w.detail.harvestedOn, harvestedOn && day(harvestedOn, lang)],
    [w.detail.producedOn, producedOn && day(producedOn, lang)],
    [w.detail.base, base && nameIn(lang, base)],
    [w.detail.plot, plotName],
    [w.detail.works, works],
    [w.detail.grams, kilograms(grams)],
    [w.detail.avail, kilograms(batch.availG)],
    [w.detail.held, batch.heldG > 0 && kilograms(batch.heldG)],
    [w.detail.sold, batch.soldG > 0 && kilograms(batch.soldG)],
    [w.detail.shipped, batch.shippedG > 0 && kilograms(batch.shippedG)],
    [w.detail.usableUntil, usableUntil && untilWords(usableUntil)],
    [w.detail.note, note],
  ];
  function untilWords(instant: string) {
    return instant.startsWith('9999') ? w.detail.forever : day(dayOf(instant), lang);
  }
  return (
    <dl class="facts">
      {facts.map(
        ([term, value]) =>
          value && (
            <div key={term}>
              <dt>{term}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  );
}

/** What was done, oldest first. */
export function BatchLog({ batch }: Props) {
  const { w, lang } = useWords('batches');
  return (
    <section class="card stack">
      <h2>{w.detail.log}</h2>
      <ol class="rows">
        {batch.log.map(({ kind, at, words }, place) => (
          <li key={place}>
            <span class="sm num">{moment(at, lang)}</span> {w.log[kind]}
            {(kind === 'stopped' || kind === 'rejected') && `：${words}`}
          </li>
        ))}
      </ol>
    </section>
  );
}
