import type { Card, ProductPage } from '../../../features/catalogue/index.ts';
import { printedCode } from '../../../shared/code.ts';
import { addUnits } from '../../../shared/units.ts';
import { day, dayAndWeekday, dayOf } from '../../format.ts';
import { useWords } from '../../i18n/index.ts';
import { Island } from '../../parts/Island.tsx';
import { Main } from '../../parts/Main.tsx';
import { Picture } from '../../parts/Picture.tsx';
import { PriceSteps } from '../../parts/PriceSteps.tsx';
import { Tag } from '../../parts/Tag.tsx';
import AddToBasket from './AddToBasket.tsx';
import BasketBar from './BasketBar.tsx';
import { PriceTag } from './PriceTag.tsx';

type Goods = ProductPage['product'];

export default function Product({ product, offers, history, papers }: ProductPage) {
  const { lang, w, link } = useWords('shop');
  const county = w.counties[product.countyId];
  const [name, story] =
    lang === 'zh' ? [product.nameZh, product.storyZh] : [product.nameEn, product.storyEn];
  return (
    <Main title={name} sub={county} class="product">
      <div class="product-top">
        <Photos product={product} name={name} />
        <section class="card stack" aria-labelledby="packs">
          <h2 id="packs">{w.product.packs}</h2>
          {product.legalClass === 'wine' && <p class="note pear">{w.product.wine}</p>}
          {offers.length === 0 && <p>{w.product.noPacks}</p>}
          <ul class="stack">
            {offers.map((card) => (
              <Pack key={card.offerId} card={card} />
            ))}
          </ul>
        </section>
      </div>
      <Batches offers={offers} product={product} />
      {story !== '' && (
        <section class="card" aria-labelledby="story">
          <h2 id="story">{w.product.story}</h2>
          <p>{story}</p>
        </section>
      )}
      <History offers={offers} history={history} />
      <Facts product={product} papers={papers} />
      <Island of="shop/BasketBar" view={BasketBar} props={{ link: link('/cart') }} />
    </Main>
  );
}

function Photos({ product, name }: { product: Goods; name: string }) {
  const [photoId] = product.photoIds;
  return (
    <div class="pic product-pic">
      {photoId === undefined ? (
        <Picture motif={product.category} />
      ) : (
        <img src={`/files/${photoId}/w1200`} alt={name} />
      )}
    </div>
  );
}

function Pack({ card }: { card: Card }) {
  const { lang, w } = useWords('shop');
  const { preorder } = card;
  const stockUnits = addUnits([card.availUnits, -(preorder?.units ?? 0)]);
  return (
    <li class="pack">
      <div>
        <h3>{card.spec[lang]}</h3>
        <PriceTag card={card} />
        <p class="sm">
          {card.seller[lang]}
          {stockUnits > 0 && ` · ${w.left(stockUnits, card.pack[lang])}`}
        </p>
        {preorder && (
          <p class="note">
            {w.preorder(preorder.units, card.pack[lang], preorder.harvestOn)}
            <span class="sm by">{w.preorderRule}</span>
          </p>
        )}
        {card.availUnits > 0 && card.deliverOn !== null && (
          <p class="sm">{w.earliest(dayAndWeekday(card.deliverOn, lang))}</p>
        )}
      </div>
      <Island of="shop/AddToBasket" view={AddToBasket} props={{ card }} />
    </li>
  );
}

/** The batch that would go out first, of each seller: where it is, its code, its way back. */
function Batches({ offers, product }: { offers: readonly Card[]; product: Goods }) {
  const { lang, w, link } = useWords('shop');
  const isHarvested = product.legalClass === 'vegetable_fruit' || product.legalClass === 'egg';
  const first = offers.filter(
    ({ batchCode }, place) =>
      batchCode !== null && offers.findIndex((card) => card.batchCode === batchCode) === place,
  );
  return (
    <section class="card stack" aria-labelledby="batch">
      <h2 id="batch">{w.product.batch}</h2>
      {first.length === 0 && <p>{w.product.noBatch}</p>}
      {first.map(({ batchCode, madeOn, seller, verified }) => (
        <div class="stack" key={batchCode}>
          <dl class="facts">
            <div>
              <dt>{w.product.batchCode}</dt>
              <dd class="num">{printedCode(batchCode ?? '')}</dd>
            </div>
            <div>
              <dt>{isHarvested ? w.product.harvested : w.product.made}</dt>
              <dd>{madeOn !== null && day(madeOn, lang)}</dd>
            </div>
            <div>
              <dt>{w.product.seller}</dt>
              <dd>{seller[lang]}</dd>
            </div>
          </dl>
          <p class="actions">
            <a class="btn" href={link(`/b/${batchCode ?? ''}`)}>
              {w.product.trace}
            </a>
            {verified && <Tag>{w.verified}</Tag>}
          </p>
        </div>
      ))}
    </section>
  );
}

/** Since when each pack costs what; only where a price has changed. */
function History({ offers, history }: Pick<ProductPage, 'offers' | 'history'>) {
  const { lang, w } = useWords('shop');
  const changed = offers.flatMap((card) => {
    const known = history.find(({ offerId }) => offerId === card.offerId);
    return known && known.steps.length > 1 ? [{ card, steps: known.steps }] : [];
  });
  if (changed.length === 0) return null;
  return (
    <section class="card stack" aria-labelledby="prices">
      <h2 id="prices">{w.history.title}</h2>
      {changed.map(({ card, steps }) => (
        <div key={card.offerId}>
          <h3>{card.spec[lang]}</h3>
          <PriceSteps
            caption={`${w.history.title} ${card.spec[lang]}`}
            heads={[w.history.from, w.history.price]}
            steps={steps.map(({ price, changedAt }) => {
              const { sum, per } = w.price(price, card.pack[lang]);
              return { on: day(dayOf(changedAt), lang), price, text: `${sum}/${per}` };
            })}
          />
        </div>
      ))}
    </section>
  );
}

function Facts({ product, papers }: Pick<ProductPage, 'product' | 'papers'>) {
  const { lang, w } = useWords('shop');
  const { storageC, shelfLifeDays, supplyMonths, varietiesZh } = product;
  const facts: readonly (readonly [string, string])[] = [
    [w.product.origin, w.counties[product.countyId]],
    [
      w.product.season,
      supplyMonths.length === 12 ? w.product.allYear : w.product.months(runsOf(supplyMonths)),
    ],
    [w.product.keeping, w.product.keepAt(storageC.min, storageC.max)],
    ...(shelfLifeDays === null
      ? []
      : [[w.product.keeps, w.product.keepDays(shelfLifeDays)] as const]),
    ...(varietiesZh.length > 0 && lang === 'zh'
      ? [[w.product.varieties, varietiesZh.join('、')] as const]
      : []),
    ...(papers.length > 0
      ? [[w.product.papers, papers.map((paper) => paper[lang]).join(' · ')] as const]
      : []),
  ];
  return (
    <section class="card stack" aria-label={w.product.keeping}>
      <dl class="facts">
        {facts.map(([term, text]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <p class="sm">{w.product.keepNote}</p>
    </section>
  );
}

/** Months as runs, over the new year if need be: September to June. */
function runsOf(months: readonly number[]): [from: number, to: number][] {
  const isIn = (month: number) => months.includes(((month + 11) % 12) + 1);
  const starts = months.filter((month) => !isIn(month - 1));
  return starts.map((from) => {
    let to = from;
    while (isIn(to + 1)) to += 1;
    return [from, ((to + 11) % 12) + 1];
  });
}
