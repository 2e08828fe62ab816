import type { Price } from '../../shared/money.ts';

interface Step {
  /** When it began, in words. */
  readonly on: string;
  readonly price: Price;
  readonly text: string;
}

interface Props {
  readonly caption: string;
  readonly heads: readonly [string, string];
  readonly steps: readonly Step[];
}

const [WIDTH, HEIGHT] = [160, 36];

/** How a price went: every step as a row, and the same as a small line for the eye. */
export function PriceSteps({ caption, heads, steps }: Props) {
  return (
    <div class="price-steps">
      {steps.length > 1 && <Line steps={steps} />}
      <table class="list">
        <caption class="vh">{caption}</caption>
        <thead>
          <tr>
            <th scope="col">{heads[0]}</th>
            <th scope="col" class="r">
              {heads[1]}
            </th>
          </tr>
        </thead>
        <tbody>
          {steps.map(({ on, text }, at) => (
            <tr key={`${on} ${at}`}>
              <th scope="row" class="main">
                {on}
              </th>
              <td class="r side num">{text}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Steps, not slopes: a price holds until the next one. */
function Line({ steps }: { steps: readonly Step[] }) {
  const fens = steps.map(({ price }) => price.fen);
  const [least, most] = [Math.min(...fens), Math.max(...fens)];
  const y = (fen: number) =>
    most === least ? HEIGHT / 2 : Math.round(4 + ((most - fen) / (most - least)) * (HEIGHT - 8));
  const width = WIDTH / fens.length;
  const path = fens
    .map(
      (fen, at) =>
        `${at === 0 ? 'M' : 'L'}${Math.round(at * width)} ${y(fen)}h${Math.round(width)}`,
    )
    .join('');
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} width={WIDTH} height={HEIGHT} aria-hidden="true">
      <path d={path} fill="none" stroke="currentColor" stroke-width="2" />
    </svg>
  );
}
