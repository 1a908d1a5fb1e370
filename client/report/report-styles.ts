// How a report looks.
import { css } from 'lit';

export const reportStyles = css`
  :host {
    display: block;
    max-width: 120rem;
    margin: 0 auto;
    padding: var(--rb-space-4);
  }
  h1 {
    margin: 0;
    font-size: var(--rb-text-xl);
  }
  p {
    margin: var(--rb-space-1) 0 var(--rb-space-3);
    color: var(--rb-text-muted);
    font-size: var(--rb-text-s);
  }
  a {
    color: var(--rb-accent);
  }
  .tools {
    display: flex;
    flex-wrap: wrap;
    gap: var(--rb-space-3);
    align-items: center;
  }
  .legend {
    display: flex;
    flex-wrap: wrap;
    gap: 2px;
    max-height: 9rem;
    margin: var(--rb-space-3) 0;
    overflow: auto;
  }
  .entry {
    max-width: 24rem;
    overflow: hidden;
    color: var(--rb-text);
    text-overflow: ellipsis;
  }
  .button.quiet.entry[aria-pressed='true'] {
    background: transparent;
  }
  .button.quiet.entry:hover {
    background: var(--rb-surface-hover);
  }
  .entry[aria-pressed='false'] {
    color: var(--rb-text-faint);
    text-decoration: line-through;
  }
  .entry[aria-pressed='false'] .swatch {
    opacity: 0.3;
  }
  .swatch {
    flex: none;
    width: var(--rb-dot-size);
    height: var(--rb-dot-size);
    border-radius: 50%;
  }
  main {
    display: grid;
    grid-template-columns: repeat(auto-fill, minmax(min(100%, 26rem), 1fr));
    gap: var(--rb-space-3);
  }
  section {
    min-width: 0;
    padding: var(--rb-space-2) var(--rb-space-3) var(--rb-space-2);
    border: 1px solid var(--rb-border);
    border-radius: var(--rb-radius-l);
    background: var(--rb-surface);
    --rb-chart-height: 16rem;
  }
  .head {
    display: flex;
    align-items: center;
    min-height: var(--rb-control-height);
    gap: var(--rb-space-1);
  }
  h2 {
    flex: 1;
    min-width: 0;
    margin: 0;
    overflow: hidden;
    font-size: var(--rb-text-m);
    text-overflow: ellipsis;
    white-space: nowrap;
  }
`;
