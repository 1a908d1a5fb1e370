// SVG as the pen writes it.
import { describe, expect, it } from 'vitest';
import { SvgPen } from './svg-pen.ts';

const newPen = () => new SvgPen((text) => text.length * 6);
const inside = (pen: SvgPen) => pen.svg(10, 10).replace(/^<svg[^>]*>|<\/svg>\n$/g, '');

describe('SvgPen', () => {
  it.each([
    [
      'markup in a text',
      '</text><script>alert(1)</script>',
      '&#60;/text&#62;&#60;script&#62;alert(1)&#60;/script&#62;',
    ],
    ['signs that XML has no place for', 'a\0b\ud800c\uffff', 'a b\ufffdc\ufffd'],
    ['letters of all kinds', 'ünï 😀', 'ünï 😀'],
  ])('writes %s as text', (_, text, written) => {
    const pen = newPen();
    pen.fillText(text, 1, 2);
    expect(inside(pen)).toContain(`>${written}</text>`);
  });

  it('lets no colour end its attribute', () => {
    const pen = newPen();
    pen.fillStyle = '"><script>';
    pen.fillRect(0, 0, 1, 1);
    expect(inside(pen)).toBe('<path d="M0 0h1v1h-1Z" fill="&#34;&#62;&#60;script&#62;"/>');
  });

  it('ends clips and moves with the state that they belong to', () => {
    const pen = newPen();
    pen.save();
    pen.translate(3, 4);
    pen.beginPath();
    pen.rect(0, 0, 5, 5);
    pen.clip();
    pen.globalAlpha = 0.5;
    pen.restore();
    pen.beginPath();
    pen.moveTo(0, 0);
    pen.lineTo(1.234, 1);
    pen.stroke();
    expect(inside(pen).split('\n')).toEqual([
      '<g transform="translate(3 4)">',
      '<clipPath id="clip1"><path d="M0 0h5v5h-5Z"/></clipPath>',
      '<g clip-path="url(#clip1)">',
      '</g></g>',
      '<path d="M0 0L1.23 1" fill="none" stroke="#000" stroke-width="1"/>',
    ]);
  });

  it('closes what was left open', () => {
    const pen = newPen();
    pen.save();
    pen.translate(1, 1);
    pen.save();
    pen.translate(2, 2);
    expect(pen.svg(1, 1).match(/<g /g)).toHaveLength(2);
    expect(pen.svg(1, 1).match(/<\/g>/g)).toHaveLength(2);
  });

  it.each([
    ['top', 'left', 'y="18" font-family="x" font-size="10" fill'],
    ['middle', 'center', 'y="13.5" font-family="x" font-size="10" text-anchor="middle" fill'],
    ['bottom', 'right', 'y="8" font-family="x" font-size="10" text-anchor="end" fill'],
  ] as const)('places letters by %s and %s', (baseline, align, written) => {
    const pen = newPen();
    pen.font = '10px x';
    pen.textBaseline = baseline;
    pen.textAlign = align;
    pen.fillText('a', 0, 10);
    expect(inside(pen)).toContain(written);
  });
});
