// The file of a report: no part of it can end the element that it stands in.
import { describe, expect, it } from 'vitest';
import { reportHtml } from './report-html.ts';

const PARTS = {
  title: 'Runs',
  theme: 'light',
  style: 'a { color: red }',
  script: 'show()',
  data: '{}',
  nonce: '123',
} as const;

describe('a report', () => {
  it('runs its own script and nothing else', () => {
    const html = reportHtml(PARTS);
    expect(html).toContain("script-src 'nonce-123'");
    expect(html.match(/<script[^>]*nonce="123"/g)).toHaveLength(1);
    expect(html).toContain("default-src 'none'");
    expect(html).not.toMatch(/(src|href)=/);
  });

  it.each([
    ['title', '</title><script>alert(1)</script>', '&#60;/title&#62;'],
    ['script', 'x = "</script><!--<script>"', 'x = "<\\/script><\\!--<script>"'],
    ['style', 'a { content: "</style>" }', '<\\/style>'],
  ])('keeps a %s in its element', (part, text, written) => {
    const html = reportHtml({ ...PARTS, [part]: text });
    expect(html).toContain(written);
    expect(html.match(/<\/(title|script|style)>/g)).toEqual([
      '</title>',
      '</style>',
      '</script>',
      '</script>',
    ]);
  });

  it('refuses data in which HTML could begin', () => {
    expect(() => reportHtml({ ...PARTS, data: '"</script>"' })).toThrow('no <');
  });
});
