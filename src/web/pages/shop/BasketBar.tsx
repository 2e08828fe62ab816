import { useBasket } from '../../client/basket.ts';
import { useWords } from '../../i18n/index.ts';

/** Appears once something is in the basket. */
export default function BasketBar({ link }: { link: string }) {
  const { w } = useWords('shop');
  const lines = useBasket() ?? [];
  if (lines.length === 0) return null;
  return (
    <div class="bar noprint">
      <span>
        {w.inBasket}: {lines.reduce((sum, { units }) => sum + units, 0)}
      </span>
      <a class="btn primary" href={link}>
        {w.toBasket}
      </a>
    </div>
  );
}
