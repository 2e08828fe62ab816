interface Stop {
  readonly place: string;
  readonly at?: string | undefined;
}

interface Props {
  /** Two at least, six at most. */
  readonly stops: readonly Stop[];
  readonly note: string;
  readonly label: string;
}

const LEFT = 24;
const WIDTH = 368;

/** Where the goods went, as a strip of stops like a metro plan: schematic, never a map. */
export function RouteStrip({ stops, note, label }: Props) {
  const last = stops.length - 1;
  return (
    <svg class="route" viewBox="0 0 416 78" role="img" aria-label={label}>
      <path d="M24 30H392" stroke="#1c6a5c" stroke-width="4" stroke-linecap="round" />
      <text x="208" y="14" text-anchor="middle" font-size="12" fill="#52625d">
        {note}
      </text>
      {stops.map(({ place, at }, i) => {
        const x = Math.round(LEFT + (WIDTH * i) / Math.max(1, last));
        const end = i === 0 ? 'start' : i === last ? 'end' : 'middle';
        const textX = x + (i === 0 ? -10 : i === last ? 10 : 0);
        return (
          <g key={place} text-anchor={end}>
            <circle cx={x} cy="30" r={at ? 8 : 5} fill="#fff" stroke="#1c6a5c" stroke-width="4" />
            <text x={textX} y="56" font-size="14" font-weight={at ? 600 : 400} fill="#1d2a27">
              {place}
            </text>
            <text x={textX} y="73" font-size="12" fill="#52625d">
              {at}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
