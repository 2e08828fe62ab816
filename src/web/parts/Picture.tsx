interface Props {
  /** A category of the shop, `blossom` or `truck`; anything else is a blossom. */
  readonly motif: string;
  /** Left out where the name stands beside the picture: then it is decoration. */
  readonly label?: string | undefined;
}

/** Drawn, where a photo is missing. A file of its own (`drawings.tsx`): no script carries it. */
export function Picture({ motif, label = '' }: Props) {
  return <img src={`/art/${motif}.svg`} alt={label} width="96" height="72" loading="lazy" />;
}
