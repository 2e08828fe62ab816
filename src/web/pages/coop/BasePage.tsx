import { useWords } from '../../i18n/index.ts';
import { Main } from '../../parts/Main.tsx';
import type { BaseProps } from '../../routes/bases.schema.ts';
import { Authorisations } from './Authorisations.tsx';
import { muOf, nameIn, placeIn } from './base-words.ts';
import { Plots } from './Plots.tsx';

/** A base with its plots, how much of this year's caps is used, and what it was authorised to be. */
export default function BasePage({ base, products, county }: BaseProps) {
  const { w, lang } = useWords('bases');
  const { crop, areaMu100, responsible, photos } = base;
  return (
    <Main title={nameIn(lang, base)} sub={placeIn(lang, county, base.village)}>
      <section class="card">
        <dl class="facts">
          <dt>{w.facts.crop}</dt>
          <dd>{crop}</dd>
          <dt>{w.facts.area}</dt>
          <dd>{areaMu100 === null ? w.facts.unknown : w.facts.mu(muOf(areaMu100))}</dd>
          <dt>{w.facts.responsible}</dt>
          <dd>{responsible ?? w.facts.unknown}</dd>
        </dl>
        {photos.length > 0 && (
          <ul class="thumbs">
            {photos.map((id, index) => (
              <li key={id}>
                <a href={`/files/${id}/w1200`}>
                  <img
                    class="thumb"
                    src={`/files/${id}/w96`}
                    alt={`${w.form.photos} ${index + 1}`}
                    width={96}
                    height={72}
                    loading="lazy"
                  />
                </a>
              </li>
            ))}
          </ul>
        )}
      </section>
      <Plots base={base} products={products} />
      <Authorisations base={base} products={products} />
    </Main>
  );
}
