const DIGITS = '零壹贰叁肆伍陆柒捌玖';
const PLACES = ['', '拾', '佰', '仟'] as const;
const GROUPS = ['', '万', '亿'] as const;

/** An amount in words 大写金额 as banks and contracts want it: `壹仟零伍元叁角整`. Negative: `负…`. */
export function rmbWords(fen: number): string {
  if (fen < 0) return `负${rmbWords(-fen)}`;
  const yuan = Math.floor(fen / 100);
  const [jiao, cent] = [Math.floor((fen % 100) / 10), fen % 10];
  if (jiao === 0 && cent === 0) return yuan === 0 ? '零元整' : `${wholeWords(yuan)}元整`;
  if (yuan === 0) return partWords(jiao, cent);
  const gap = jiao === 0 || yuan % 10 === 0 ? '零' : '';
  return `${wholeWords(yuan)}元${gap}${partWords(jiao, cent)}`;
}

function partWords(jiao: number, cent: number): string {
  const first = jiao === 0 ? '' : `${DIGITS[jiao] ?? ''}角`;
  return `${first}${cent === 0 ? '整' : `${DIGITS[cent] ?? ''}分`}`;
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
