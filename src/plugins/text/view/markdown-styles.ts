// How a text looks: rendered Markdown, coloured code, and differences.
import { css } from 'lit';

export const markdownStyles = css`
  .text {
    max-height: var(--rb-text-height, 20rem);
    overflow: auto;
    border-radius: var(--rb-radius-s);
    color: var(--rb-text);
    font-size: var(--rb-text-m);
    line-height: 1.55;
    overflow-wrap: anywhere;
  }
  .markdown :is(p, ul, ol, pre, table, blockquote, h1, h2, h3, h4, h5, h6) {
    margin: 0 0 var(--rb-space-2);
  }
  .markdown :is(h1, h2, h3, h4, h5, h6) {
    margin-top: var(--rb-space-3);
    font-size: var(--rb-text-m);
    font-weight: var(--rb-weight-strong);
    line-height: 1.3;
  }
  .markdown :is(h1, h2) {
    font-size: var(--rb-text-l);
  }
  .markdown > div > :first-child {
    margin-top: 0;
  }
  /* Laid out once they are scrolled to: a long text holds thousands of boxes, of which a card shows a few lines. */
  .markdown > div > :is(pre, ul, ol, blockquote) {
    content-visibility: auto;
    contain-intrinsic-block-size: auto 8rem;
  }
  .markdown :is(ul, ol) {
    padding-left: var(--rb-space-5);
  }
  .markdown a {
    color: var(--rb-accent);
  }
  .markdown blockquote {
    padding-left: var(--rb-space-3);
    border-left: 3px solid var(--rb-border-strong);
    color: var(--rb-text-muted);
  }
  .markdown hr {
    border: 0;
    border-top: 1px solid var(--rb-border-strong);
  }
  .markdown table {
    border-collapse: collapse;
  }
  .markdown :is(th, td) {
    padding: var(--rb-space-1) var(--rb-space-2);
    border: 1px solid var(--rb-border-strong);
    text-align: left;
    vertical-align: top;
  }
  .markdown th {
    background: var(--rb-surface-sunken);
    font-weight: var(--rb-weight-strong);
  }
  .markdown td > :last-child {
    margin-bottom: 0;
  }
  .markdown code,
  .raw,
  .diff {
    font-family: var(--rb-font-mono);
    font-size: var(--rb-text-s);
  }
  .markdown :not(pre) > code {
    padding: 0.1em 0.3em;
    border-radius: var(--rb-radius-s);
    background: var(--rb-surface-hover);
  }
  .markdown pre,
  .raw {
    padding: var(--rb-space-2) var(--rb-space-3);
    border-radius: var(--rb-radius-m);
    background: var(--rb-surface-sunken);
    overflow-wrap: normal;
  }
  .markdown pre {
    overflow-x: auto;
  }
  .raw {
    margin: 0;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  .hljs-keyword,
  .hljs-literal,
  .hljs-type,
  .hljs-built_in {
    color: var(--rb-code-keyword);
  }
  .hljs-string,
  .hljs-regexp {
    color: var(--rb-code-string);
  }
  .hljs-number,
  .hljs-symbol {
    color: var(--rb-code-number);
  }
  .hljs-title,
  .hljs-attr,
  .hljs-meta {
    color: var(--rb-code-name);
  }
  .hljs-comment {
    color: var(--rb-text-faint);
    font-style: italic;
  }
  .diff {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .diff li {
    display: grid;
    grid-template-columns: 1.5em 1fr;
    padding: 0 var(--rb-space-2);
    white-space: pre-wrap;
  }
  .diff .added {
    background: var(--rb-ok-soft);
  }
  .diff .removed {
    background: var(--rb-danger-soft);
  }
  .diff .gap {
    padding: 2px var(--rb-space-2);
    background: var(--rb-surface-sunken);
    color: var(--rb-text-faint);
  }
  .diff :is(ins, del) {
    border-radius: 2px;
    text-decoration: none;
  }
  .diff ins {
    background: var(--rb-ok-mark);
  }
  .diff del {
    background: var(--rb-danger-mark);
  }
  .note {
    margin: var(--rb-space-2) 0 0;
    color: var(--rb-text-faint);
    font-size: var(--rb-text-s);
  }
  .note a {
    color: var(--rb-accent);
  }
`;
