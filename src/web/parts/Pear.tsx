const FRECKLES = [
  [-14, 18],
  [8, 30],
  [-4, 2],
  [18, 12],
  [-22, 34],
  [4, -18],
  [24, 30],
  [-10, 42],
] as const;

interface Props {
  readonly x: number;
  readonly y: number;
  readonly size: number;
  /** A gradient of the same drawing: ids are global to the page, so one per drawing. */
  readonly fill: string;
}

/** One pear inside a drawing. */
export function PearShape({ x, y, size, fill }: Props) {
  return (
    <g transform={`translate(${x} ${y}) scale(${size})`}>
      <path
        d="M0-46c2-8 4-14 10-20"
        fill="none"
        stroke="#6b5233"
        stroke-width="3.4"
        stroke-linecap="round"
      />
      <path
        d="M0-46c14 0 20 12 25 25 6 15 16 24 16 42C41 44 22 56 0 56S-41 44-41 21c0-18 10-27 16-42 5-13 11-25 25-25z"
        fill={fill}
        stroke="#b98f2d"
        stroke-width="1.2"
      />
      {FRECKLES.map(([cx, cy]) => (
        <circle key={cx} cx={cx} cy={cy} r="1.1" fill="#a77b22" opacity=".55" />
      ))}
    </g>
  );
}

export function PearSkin({ id }: { id: string }) {
  return (
    <radialGradient id={id} cx=".38" cy=".4" r=".8">
      <stop stop-color="#fbeaa6" />
      <stop offset=".6" stop-color="#eccb62" />
      <stop offset="1" stop-color="#c99a35" />
    </radialGradient>
  );
}
