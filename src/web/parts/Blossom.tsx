const PETALS = [0, 72, 144, 216, 288];

/** The mark of the brand 梨花: a pear blossom. */
export function Blossom() {
  return (
    <svg class="blossom" width="24" height="24" viewBox="-14 -14 28 28" aria-hidden="true">
      <BlossomShape x={0} y={0} r={12} />
    </svg>
  );
}

/** One blossom inside a drawing. */
export function BlossomShape({ x, y, r }: { x: number; y: number; r: number }) {
  const petal = { rx: round(r * 0.52), ry: round(r * 0.66), cy: round(-r * 0.62) };
  return (
    <g transform={`translate(${x} ${y})`}>
      {PETALS.map((turn) => (
        <ellipse
          key={turn}
          {...petal}
          transform={`rotate(${turn})`}
          fill="#fff"
          stroke="#d8b4ac"
          stroke-width=".8"
        />
      ))}
      {PETALS.map((turn) => (
        <circle
          key={turn}
          cy={round(-r * 0.42)}
          r={round(r * 0.08)}
          transform={`rotate(${turn + 20})`}
          fill="#a5343c"
        />
      ))}
      <circle r={round(r * 0.18)} fill="#d9e08a" />
    </g>
  );
}

/** Two decimals are enough for a drawing, and fewer bytes. */
function round(value: number): number {
  return Math.round(value * 100) / 100;
}
