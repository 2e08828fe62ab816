import type { ProblemText } from '../problems.ts';

const kg = (grams: unknown) => (typeof grams === 'number' ? `${grams / 1000} 公斤` : '');

/** Files, bases, papers and what is taken from them. */
export const basesProblems = {
  'photo.heic':
    '这是 HEIC 格式，打不开。请在相机设置里选“兼容性最佳（JPEG）”，或从相册截图后再传。',
  'photo.unsupported': '照片只收 JPEG、PNG 或 WebP。',
  'paper.unsupported': '扫描件只收 PDF、JPEG、PNG 或 WebP。',
  'paper.broken': '这个 PDF 不完整，请重新导出或重新扫描。',
  'image.unreadable': '这张照片不完整，请重新拍一张。',
  'image.too-many-pixels': '这张照片像素太多（上限 5000 万），请缩小再传。',
  'image.too-slow': '这张照片处理太久，请换一张。',
  'image.busy': '上传的人多，请稍后点重试。',
  'storage.full': '存储空间满了，没有存下。我们已经知道，请稍后再试。',
  'upload.too-large': ({ maxBytes }) =>
    typeof maxBytes === 'number'
      ? `文件太大，上限 ${Math.floor(maxBytes / 1_048_576)} MB。`
      : '文件太大，请选小一点的。',
  'upload.file-missing': '没有收到文件，请重新选择。',
  'upload.one-file-only': '一次只收一个文件。',
  'upload.unreadable': '没传完整，请点重试。',
  'file.not-found': '文件已经不在了，请重新上传。',
  'file.busy': '正在处理同一个文件，请稍后再试。',
  'base.not-found': '没有这个基地。',
  'base.busy': '别人正在改这个基地，请再点一次。',
  'plot.not-found': '没有这个地块。',
  'paper.not-found': '没有这份证照。',
  'paper.number-taken': '这份证照已经登记过了（同种类、同单位、同编号）。',
  'paper.term-reversed': '有效期的结束早于开始，请检查日期。',
  'paper.not-valid': '这份证照今天无效：没到期、已过期、已作废，或检测不合格。',
  'paper.used-up': ({ leftG, askedG }) => `合格证剩 ${kg(leftG)}，本批要 ${kg(askedG)}。`,
  'paper.busy': '这份证照正被别的批次使用，请再点一次。',
  'harvest.over-yield-cap': ({ capG, usedG, askedG }) =>
    `超过地块产量上限：上限 ${kg(capG)}，已采 ${kg(usedG)}，这次要 ${kg(askedG)}。`,
  'harvest.product-not-on-plot': '这个地块没有登记种这种商品，请先在基地里改。',
  'take.undone': '这一笔已经退回，请重新提交。',
  'take.too-many': '这份记录笔数太多，请开一份新的。',
} satisfies Record<string, ProblemText>;
