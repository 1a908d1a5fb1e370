// How parallel coordinates look; the headings stand in the room that parallel-painter.ts leaves above the axes.
import { css } from 'lit';

export const parallelStyles = css`
  :host {
    height: var(--rb-chart-height, 28rem);
    border: 1px solid var(--rb-border);
    border-radius: var(--rb-radius-l);
    background: var(--rb-surface);
  }
  .headings {
    position: absolute;
    z-index: 1;
    inset: 0 0 auto;
    display: flex;
    height: 48px;
  }
  .heading {
    display: flex;
    flex-direction: column;
    align-items: center;
    min-width: 0;
    padding: var(--rb-space-1);
    cursor: grab;
  }
  .heading.dragged {
    opacity: 0.4;
  }
  .name {
    max-width: 100%;
    padding: 0 var(--rb-space-1);
    border: 0;
    border-radius: var(--rb-radius-s);
    background: none;
    color: var(--rb-text);
    font: inherit;
    font-size: var(--rb-text-s);
    font-weight: var(--rb-weight-strong);
    /* What does not fit is left out at the beginning: tags of one kind differ at their ends. */
    direction: rtl;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
    cursor: grab;
  }
  .tools {
    display: flex;
    gap: var(--rb-space-1);
  }
  .tool {
    padding: 0 var(--rb-space-1);
    border: 0;
    border-radius: var(--rb-radius-s);
    background: none;
    color: var(--rb-text-faint);
    font: inherit;
    font-size: var(--rb-text-xs);
    cursor: pointer;
  }
  .tool:hover {
    background: var(--rb-surface-hover);
    color: var(--rb-text);
  }
  .tool[aria-pressed='true'] {
    background: var(--rb-accent-soft);
    color: var(--rb-accent);
  }
  .plot {
    cursor: default;
    touch-action: pan-y;
  }
  .plot.grip {
    cursor: ns-resize;
  }
  .note {
    position: absolute;
    inset: auto 0 50%;
    margin: 0;
    color: var(--rb-text-faint);
    text-align: center;
  }
`;
