import QRCode from 'qrcode';

/**
 * A QR code as SVG: level M, quiet zone of 4 modules. Text in capitals takes the dense alphanumeric
 * mode, so the code stays coarse enough for a small label.
 */
export function qrSvg(text: string): Promise<string> {
  return QRCode.toString(text, { type: 'svg', errorCorrectionLevel: 'M', margin: 4 });
}
