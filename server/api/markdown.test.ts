import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderMarkdown, renderMarkdownForPage } from './markdown.ts';

describe('Markdown', () => {
  it.each([
    ['', ''],
    ['a *b* **c** `d`', '<p>a <em>b</em> <strong>c</strong> <code>d</code></p>'],
    ['# H', '<h1>H</h1>'],
    ['[l](http://a/b "t")', '<p><a href="http://a/b" title="t">l</a></p>'],
    ['![p](x.png)', '<p><img src="x.png" alt="p"></p>'],
    ['<mailto:a@b.c>', '<p><a href="mailto:a@b.c">mailto:a@b.c</a></p>'],
    ['```js\n<x>\n```', '<pre><code>&lt;x&gt;\n</code></pre>'],
    [
      'a|b\n--|:-:\n1|2',
      '<table>\n<thead>\n<tr>\n<th>a</th>\n<th>b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>1</td>\n<td>2</td>\n</tr>\n</tbody>\n</table>',
    ],
    ['<script>x</script> *y*', '&lt;script&gt;x&lt;/script&gt;\n<p><em>y</em></p>'],
    ['3. x', '<ol>\n<li>x</li>\n</ol>'],
    ['~~s~~ http://a.b', '<p>~~s~~ http://a.b</p>'],
    ['<em title=x>hi</em><br/>', '<p><em>hi</em><br></p>'],
  ])('renders %j', (text, html) => expect(renderMarkdown(text)).toBe(html));

  it.each([
    ['<b>q</b>', '<p>&lt;b&gt;q&lt;/b&gt;</p>'],
    ['<script>alert(1)</script>', '&lt;script&gt;alert(1)&lt;/script&gt;'],
    ['<scr<!-- -->ipt>alert(1)</script>', '<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>'],
    ['<svg/onload=alert(1)>', '<p>&lt;svg/onload=alert(1)&gt;</p>'],
    ['<img src=x onerror=alert(1)>', '<img src="x">'],
    ['<img src="x"//onerror=alert(1)>', '<p>&lt;img src=&quot;x&quot;//onerror=alert(1)&gt;</p>'],
    ['<p style="position:fixed" class=c>hi</p>', '<p>hi</p>'],
    ['[l](ftp://a)', '<p><a>l</a></p>'],
    ['[l](javascript:alert(1))', '<p><a>l</a></p>'],
    ['[l](JaVaScRiPt:alert(1))', '<p><a>l</a></p>'],
    ['[l](<java\tscript:alert(1)>)', '<p><a>l</a></p>'],
    ['[l](&#106;avascript:alert(1))', '<p><a>l</a></p>'],
    ['<a href="java&#10;script:alert(1)">x</a>', '<p><a>x</a></p>'],
    ['<a href=" \u0001javascript:alert(1)">x</a>', '<p><a>x</a></p>'],
    ['![a](data:image/svg+xml;base64,xx)', '<p><img alt="a"></p>'],
    ['<!-- gone --><em>x</em>', '<em>x</em>'],
    ['<!-- never ends <script>', '&lt;!-- never ends &lt;script&gt;'],
  ])('disarms %j', (text, html) => expect(renderMarkdown(text)).toBe(html));

  it('lets only tags and attributes of the list out, whatever comes in', () => {
    const piece = fc.oneof(
      fc.constantFrom(...'< > " \' = / ! -- ` [ ] ( ) \n \t & ; # | * _ \\'.split(' ')),
      fc.constantFrom(
        '<a href=',
        'javascript:',
        '<img ',
        'src=',
        'onerror=x',
        '<script>',
        '<!--',
        '-->',
        '&#106;',
        '</p>',
      ),
      fc.string({ maxLength: 4 }),
    );
    const allowed =
      /^<(?:\/?(?:blockquote|br|code|em|h[1-6]|hr|li|ol|p|pre|strong|table|tbody|td|th|thead|tr|ul|a)|a(?: (?:href|title)="[^"<>]*")+|img(?: (?:src|title|alt)="[^"<>]*")*)>$/;
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        const html = renderMarkdown(pieces.join(''));
        for (const [tag] of html.matchAll(/<[^>]*>?/g)) expect(tag).toMatch(allowed);
        for (const [, address = ''] of html.matchAll(/ (?:href|src)="([^"]*)"/g)) {
          expect(address).not.toMatch(/^\s*(?:javascript|data|vbscript):/i);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('takes time in proportion to comments that never end', () => {
    const text = `<em>${'<!--'.repeat(50_000)}`;
    expect(renderMarkdown(text)).toContain('&lt;!--');
  });
});

describe('Markdown for our page', () => {
  it.each([
    ['```Python\nx < 1\n```', '<pre><code class="language-python">x &lt; 1\n</code></pre>'],
    ['```"><b>\nx\n```', '<pre><code>x\n</code></pre>'],
    ['![p](http://a/x.png)', '<p>![p](http://a/x.png)</p>'],
    ['![<b>](x"onerror=y)', '<p>![&lt;b&gt;](x%22onerror=y)</p>'],
    ['<img src=http://a/x onerror=y> *z*', '<p>&lt;img src=http://a/x onerror=y&gt; <em>z</em></p>'],
    ['<em>x</em>', '<p><em>x</em></p>'],
  ])('renders %j', (text, html) => expect(renderMarkdownForPage(text)).toBe(html));
});

describe('formulas, for our page', () => {
  const inline = (tex: string) => `<code class="math-inline">${tex}</code>`;
  const display = (tex: string) => `<code class="math-display">${tex}</code>`;

  it.each([
    ['$x_1 * y_2 * z$ *a*', `<p>${inline('x_1 * y_2 * z')} <em>a</em></p>`],
    ['\\(a<b\\) and \\[c\\]', `<p>${inline('a&lt;b')} and ${display('c')}</p>`],
    ['sum $$\\sum_i i$$ here', `<p>sum ${display('\\sum_i i')} here</p>`],
    ['$$\n# x\n\n- y\n$$\nafter', `<p>${display('# x\n\n- y')}</p>\n<p>after</p>`],
    ['text\n\\[\nx\n\\]', `<p>text</p>\n<p>${display('x')}</p>`],
    ['> $$\n> x\n> $$', `<blockquote>\n<p>${display('x')}</p>\n</blockquote>`],
    ['- $$\n  x\n  $$', `<ul>\n<li>\n<p>${display('x')}</p>\n</li>\n</ul>`],
    ['```math\nx\n```', `<p>${display('x')}</p>`],
    ['$\\$5$', `<p>${inline('\\$5')}</p>`],
    ['it costs $5 to $10', '<p>it costs $5 to $10</p>'],
    ['$ 5 $ and 6$', '<p>$ 5 $ and 6$</p>'],
    ['$5 or $x$', `<p>$5 or ${inline('x')}</p>`],
    ['\\$x$', '<p>$x$</p>'],
    ['`$x$`', '<p><code>$x$</code></p>'],
    ['    $$x$$', '<pre><code>$$x$$\n</code></pre>'],
    ['$$\nno end', '<p>$$\nno end</p>'],
    ['- $$\n  x\n\nout $$', '<ul>\n<li>$$\nx</li>\n</ul>\n<p>out $$</p>'],
    ['$</code><script>$', `<p>${inline('&lt;/code&gt;&lt;script&gt;')}</p>`],
    ['<code class="math-inline">x</code>', '<p><code>x</code></p>'],
  ])('renders %j', (text, html) => expect(renderMarkdownForPage(text, true)).toBe(html));

  it('are text where nobody asked for them', () => {
    expect(renderMarkdownForPage('$a$')).toBe('<p>$a$</p>');
    expect(renderMarkdown('$a_b_c$ \\(d\\)')).toBe('<p>$a_b_c$ (d)</p>');
  });

  it.each(['$', '$$', '\\(', '\\[', '$a ', '\\$'])('takes time in proportion to many %j', (piece) => {
    const text = piece.repeat(50_000 / piece.length);
    expect(renderMarkdownForPage(text, true).length).toBeGreaterThan(0);
    expect(renderMarkdownForPage(text.replaceAll(piece, `${piece}\n`), true).length).toBeGreaterThan(0);
  });
});
