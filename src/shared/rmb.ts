const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const PLACES = ['', '拾', '佰', '仟'] as const;
const GROUPS = ['', '万', '亿'] as const;

/** An amount in words 大写金额 as banks and contracts want it: `壹仟零伍元叁角整`. Negative: `负…`. */
export function rmbWords(fen: number): string {
  if (fen < 0) return `负${rmbWords(-fen)}`;
  const yuan = Math.floor(fen / 100);
  const [jiao, cent] = [Math.floor((fen % 100) / 10), fen % 10];
  const whole = yuan === 0 ? '' : `${wholeWords(yuan)}元`;
  if (jiao === 0 && cent === 0) return whole === '' ? '零元整' : `${whole}整`;
  const gap = whole !== '' && (jiao === 0 || yuan % 10 === 0) ? '零' : '';
  const jiaoWords = jiao === 0 ? '' : `${DIGITS[jiao] ?? ''}角`;
  return `${whole}${gap}${jiaoWords}${cent === 0 ? '整' : `${DIGITS[cent] ?? ''}分`}`;
}

/** Groups of four digits, one 零 for each gap. */
function wholeWords(yuan: number): string {
  const groups: number[] = [];
  for (let left = yuan; left > 0; left = Math.floor(left / 10_000)) groups.push(left % 10_000);
  let words = '';
  let isGap = false;
  for (let place = groups.length - 1; place >= 0; place -= 1) {
    const group = groups[place] ?? 0;
    if (group === 0) {
      isGap = words !== '';
      continue;
    }
    const gap = isGap || (words !== '' && group < 1_000) ? '零' : '';
    words += `${gap}${groupWords(group)}${GROUPS[place] ?? ''}`;
    isGap = false;
  }
  return words;
}

function groupWords(group: number): string {
  let words = '';
  let isGap = false;
  for (let place = 3; place >= 0; place -= 1) {
    const digit = Math.floor(group / 10 ** place) % 10;
    if (digit === 0) {
      isGap = words !== '';
      continue;
    }
    words += `${isGap ? '零' : ''}${DIGITS[digit] ?? ''}${PLACES[place] ?? ''}`;
    isGap = false;
  }
  return words;
}
