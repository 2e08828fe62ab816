import { useWords } from '../../i18n/index.ts';
import { Empty } from '../../parts/Empty.tsx';
import { Main } from '../../parts/Main.tsx';
import { Picture } from '../../parts/Picture.tsx';
import { Tag } from '../../parts/Tag.tsx';
import type { BasesProps } from '../../routes/bases.schema.ts';
import { capWords, muOf, nameIn, placeIn, productIn } from './base-words.ts';

/** The cooperative's bases, as cards: where, what, how much, and how much of the caps is used. */
export default function Bases({ bases, products, counties }: BasesProps) {
  const { w, link } = useWords('bases');
  return (
    <Main
      title={w.list.title}
      sub={w.list.sub}
      actions={
        <>
          <a class="btn" href={link('/coop/papers')}>
            {w.list.papers}
          </a>
          <a class="btn primary" href={link('/coop/bases/new')}>
            {w.list.create}
          </a>
        </>
      }
    >
      {bases.length === 0 ? (
        <div class="card empty">
          <Empty text={w.list.empty} />
        </div>
      ) : (
        <ul class="base-cards">
          {bases.map((base) => (
            <BaseCard
              key={base.id}
              base={base}
              products={products}
              county={counties.find(({ id }) => id === base.countyId)}
            />
          ))}
        </ul>
      )}
    </Main>
  );
}

interface CardProps {
  readonly base: BasesProps['bases'][number];
  readonly products: BasesProps['products'];
  readonly county: BasesProps['counties'][number] | undefined;
}

function BaseCard({ base, products, county }: CardProps) {
  const { w, lang, link } = useWords('bases');
  const { id, photos, areaMu100, crop, plots, authorisations, cycles } = base;
  const [photo] = photos;
  return (
    <li class="card goods">
      <span class="pic">
        {photo ? (
          <img src={`/files/${photo}/w480`} alt="" loading="lazy" />
        ) : (
          <Picture motif="fruit" />
        )}
      </span>
      <h2>
        <a href={link(`/coop/bases/${id}`)}>{nameIn(lang, base)}</a>
      </h2>
      <p class="sm">{placeIn(lang, county, base.village)}</p>
      <p>
        {crop}
        {areaMu100 !== null && ` · ${w.facts.mu(muOf(areaMu100))}`}
        {` · ${plots.length > 0 ? w.facts.plots(plots.length) : w.facts.noPlots}`}
      </p>
      {cycles
        .filter(({ harvestedG }) => harvestedG > 0)
        .map((cycle) => (
          <p class="sm" key={cycle.plotId + cycle.productId}>
            {productIn(lang, products, cycle.productId)}: {capWords(w, cycle)}
          </p>
        ))}
      {authorisations.map(({ n, title, confirmed }) => (
        <p key={n}>
          <Tag tone={confirmed ? undefined : 'pear'}>{title}</Tag>
        </p>
      ))}
    </li>
  );
}
