// How a card of a tensor looks.
import { css } from 'lit';

export const tensorCardStyles = css`
  :host {
    display: block;
    min-width: 0;
    --rb-card-height: 10rem;
  }
  :host([expanded]) {
    --rb-table-height: 32rem;
  }
  rb-card {
    height: 100%;
  }
  .run,
  .step,
  .facts {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 0 var(--rb-space-2);
    margin: 0 0 var(--rb-space-1);
    color: var(--rb-text-muted);
    font-size: var(--rb-text-s);
  }
  .run {
    flex-wrap: nowrap;
  }
  .name {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .dot {
    flex: none;
    width: var(--rb-dot-size);
    height: var(--rb-dot-size);
    border-radius: 50%;
  }
  .plugin {
    flex: none;
    margin-left: auto;
    padding: 0 var(--rb-space-2);
    border-radius: var(--rb-radius-s);
    background: var(--rb-surface-hover);
    font-size: var(--rb-text-xs);
  }
  rb-slider {
    flex: 1 1 12rem;
  }
  .facts b {
    color: var(--rb-text);
    font-weight: var(--rb-weight-strong);
  }
  .facts span {
    color: var(--rb-text-faint);
  }
  dl {
    display: flex;
    flex-wrap: wrap;
    gap: 0 var(--rb-space-4);
    margin: 0 0 var(--rb-space-2);
    font-size: var(--rb-text-s);
  }
  dl div {
    display: flex;
    gap: var(--rb-space-1);
  }
  dt {
    color: var(--rb-text-faint);
  }
  dd {
    margin: 0;
  }
`;
