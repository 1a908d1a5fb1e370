// How the tab of graphs is laid out.
import { css } from 'lit';

export const graphStyles = css`
  :host {
    display: flex;
    flex-direction: column;
    height: calc(100dvh - var(--rb-bar-height));
    min-height: 22rem;
  }
  .missing p {
    margin: 0;
  }
  .missing ul {
    display: flex;
    flex-wrap: wrap;
    gap: var(--rb-space-2);
    justify-content: center;
    margin: 0 0 var(--rb-space-3);
    padding: 0;
    list-style: none;
  }
  .missing .button {
    max-width: 100%;
    height: auto;
    overflow-wrap: anywhere;
    white-space: normal;
  }
  .lost {
    display: grid;
    gap: var(--rb-space-2);
    justify-items: start;
    margin: var(--rb-space-3);
    overflow-wrap: anywhere;
  }
  .settings select {
    max-width: 20rem;
  }
  .settings rb-graph-search {
    flex: 1 1 12rem;
    max-width: 20rem;
  }
  .summary {
    margin: 0;
    color: var(--rb-text-muted);
    font-size: var(--rb-text-s);
  }
  .stage {
    position: relative;
    display: flex;
    flex: 1;
    min-height: 0;
  }
  .drawing {
    position: relative;
    flex: 1;
    min-width: 0;
  }
  .tools {
    position: absolute;
    z-index: 1;
    top: var(--rb-space-2);
    left: var(--rb-space-2);
    display: grid;
    gap: 1px;
    border: 1px solid var(--rb-border);
    border-radius: var(--rb-radius-m);
    background: var(--rb-surface);
  }
  .tools .button {
    border: 0;
    font-size: var(--rb-text-l);
  }
  .legend {
    position: absolute;
    z-index: 1;
    bottom: var(--rb-space-3);
    left: var(--rb-space-2);
  }
  .side {
    flex: none;
    width: min(22rem, 45%);
    overflow: auto;
    border-left: 1px solid var(--rb-border);
    background: var(--rb-surface);
  }
  .note {
    position: absolute;
    z-index: 2;
    inset: var(--rb-space-3) var(--rb-space-3) auto 4rem;
    display: grid;
    gap: var(--rb-space-2);
    justify-items: start;
  }
  .note rb-error-note {
    width: 100%;
  }
  .loading {
    position: absolute;
    z-index: 1;
    inset: 40% 0 auto;
    margin: 0;
    color: var(--rb-text-faint);
    text-align: center;
    pointer-events: none;
  }
  @media (max-width: 50rem) {
    .stage {
      flex-direction: column;
    }
    .side {
      width: auto;
      max-height: 45%;
      border-top: 1px solid var(--rb-border-strong);
      border-left: 0;
    }
  }
`;
