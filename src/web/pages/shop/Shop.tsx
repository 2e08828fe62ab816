import type { Card, ShopView } from '../../../features/catalogue/index.ts';
import { CATEGORIES } from '../../../shared/facts/categories.ts';
import { useWords } from '../../i18n/index.ts';
import { Empty } from '../../parts/Empty.tsx';
import { Choice, Filters, SearchBox } from '../../parts/List.tsx';
import { Island } from '../../parts/Island.tsx';
import { Main } from '../../parts/Main.tsx';
import { Picture } from '../../parts/Picture.tsx';
import { Tag } from '../../parts/Tag.tsx';
import AddToBasket from './AddToBasket.tsx';
import { PriceTag } from './PriceTag.tsx';

type Filter = ShopView['filter'];
type Named = readonly [id: string, name: string];

export default function Shop({ cards, next, filter }: ShopView) {
  const { t, w, link } = useWords('shop');
  return (
    <Main title={filter.q === undefined ? w.title : w.found(filter.q)} sub={w.lead}>
      <ShopFilters filter={filter} />
      <h2 class="vh">{w.goods}</h2>
      {cards.length === 0 ? (
        <NothingFound q={filter.q ?? ''} />
      ) : (
        <ul class="cards">
          {cards.map((card) => (
            <GoodsCard key={card.offerId} card={card} />
          ))}
        </ul>
      )}
      {next !== null && (
        <p class="actions next">
          <a class="btn" rel="next" href={link(addressOf({ ...filter, after: next }))}>
            {t.more}
          </a>
        </p>
      )}
    </Main>
  );
}

function ShopFilters({ filter }: { filter: Filter }) {
  const { lang, w } = useWords('shop');
  const name = { zh: 'nameZh', en: 'nameEn' } as const;
  const shelves = CATEGORIES.filter(({ id }) => id !== 'livestock').map((shelf): Named => [
    shelf.id,
    shelf[name[lang]],
  ]);
  return (
    <>
      <Filters>
        <SearchBox label={w.searchLabel} value={filter.q ?? ''} placeholder={w.searchHint} />
        <Choice label={w.sort} name="sort" value={filter.sort} options={Object.entries(w.sorts)} />
        {filter.county && <input type="hidden" name="county" value={filter.county} />}
        {filter.category && <input type="hidden" name="category" value={filter.category} />}
      </Filters>
      <Chips label={w.county} field="county" options={Object.entries(w.counties)} filter={filter} />
      <Chips label={w.category} field="category" options={shelves} filter={filter} />
    </>
  );
}

interface ChipsProps {
  readonly label: string;
  readonly field: 'county' | 'category';
  readonly options: readonly Named[];
  readonly filter: Filter;
}

/** One choice of a kind; the chosen one again takes it back. */
function Chips({ label, field, options, filter }: ChipsProps) {
  const { t, link } = useWords('shop');
  const all: readonly Named[] = [['', t.all], ...options];
  const chosen = filter[field] ?? '';
  return (
    <nav class="chips" aria-label={label}>
      {all.map(([id, name]) => (
        <a
          key={id}
          href={link(addressOf({ ...filter, [field]: id }))}
          aria-current={id === chosen ? 'true' : undefined}
        >
          {name}
        </a>
      ))}
    </nav>
  );
}

/** The shop's own address with these filters; what is not set is not in it. */
function addressOf({ sort, ...filter }: Filter & { readonly after?: string }): string {
  const wanted = { ...filter, ...(sort !== 'season' && { sort }) };
  const set = Object.entries(wanted).filter(([, value]) => value !== '');
  const query = set.map(([key, value]) => `${key}=${encodeURIComponent(value)}`).join('&');
  return query === '' ? '/' : `/?${query}`;
}

function GoodsCard({ card }: { card: Card }) {
  const { lang, w, link } = useWords('shop');
  return (
    <li class="card goods">
      <span class="pic">
        {card.photoId === null ? (
          <Picture motif={card.category} />
        ) : (
          <img src={`/files/${card.photoId}/w480`} alt="" loading="lazy" />
        )}
      </span>
      <h3>
        <a href={link(`/p/${card.productId}`)}>{card.name[lang]}</a>
      </h3>
      <p class="sm">{card.spec[lang]}</p>
      <PriceTag card={card} />
      <p class="sm">
        {w.counties[card.countyId]} · {card.seller[lang]}
      </p>
      {(card.verified || card.adultsOnly) && (
        <p class="actions">
          {card.verified && <Tag>{w.verified}</Tag>}
          {card.adultsOnly && <Tag tone="pear">{w.adults}</Tag>}
        </p>
      )}
      <div class="add">
        <Island of="shop/AddToBasket" view={AddToBasket} props={{ card }} />
      </div>
    </li>
  );
}

function NothingFound({ q }: { q: string }) {
  const { w, link } = useWords('shop');
  return (
    <div class="card empty">
      <Empty text={w.noneFound(q)}>
        <p class="actions">
          {w.tryThese}
          {w.suggestions.map((word) => (
            <a key={word} lang="zh-CN" href={link(`/?q=${encodeURIComponent(word)}`)}>
              {word}
            </a>
          ))}
        </p>
        <a class="btn" href={link('/')}>
          {w.showAll}
        </a>
      </Empty>
    </div>
  );
}
