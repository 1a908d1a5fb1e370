// How a card of PR and ROC curves is laid out.
import { css } from 'lit';

export const prCardStyles = css`
  :host {
    display: block;
    min-width: 0;
    --rb-card-height: 18rem;
    --rb-chart-height: 16rem;
  }
  :host([expanded]) {
    --rb-card-height: 30rem;
    --rb-chart-height: 28rem;
  }
  rb-card {
    height: 100%;
  }
  .step {
    display: flex;
    color: var(--rb-text-muted);
    font-size: var(--rb-text-s);
  }
  .step rb-slider {
    flex: 1;
  }
  .plots {
    display: grid;
    grid-template-columns: repeat(auto-fit, minmax(min(100%, 14rem), 1fr));
    gap: var(--rb-space-2) var(--rb-space-4);
  }
  .table {
    margin-top: var(--rb-space-2);
    overflow-x: auto;
  }
  .name {
    display: inline-block;
    max-width: 12rem;
    overflow: hidden;
    text-overflow: ellipsis;
    vertical-align: bottom;
  }
  .dot {
    display: inline-block;
    width: var(--rb-dot-size);
    height: var(--rb-dot-size);
    margin-right: var(--rb-space-2);
    border-radius: 50%;
  }
`;
