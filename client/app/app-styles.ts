// How the parts of the page lie beside one another.
import { css } from 'lit';

export const appStyles = css`
  :host {
    display: grid;
    grid-template: auto minmax(0, 1fr) / var(--rb-sidebar-width) minmax(0, 1fr);
    height: 100vh;
    height: 100dvh;
  }
  rb-top-bar {
    grid-column: 1 / -1;
  }
  rb-run-list {
    min-height: 0;
    border-right: 1px solid var(--rb-border);
  }
  main {
    position: relative;
    grid-column: 2;
    min-width: 0;
    min-height: 0;
    overflow: auto;
    overscroll-behavior: contain;
  }
  main.alone {
    grid-column: 1 / -1;
  }
  .lost {
    position: sticky;
    z-index: 5;
    top: 0;
    padding: var(--rb-space-3) var(--rb-space-4);
    background: var(--rb-bg);
  }
  .scrim {
    display: none;
  }
  @media (max-width: 50rem) {
    :host {
      grid-template-columns: minmax(0, 1fr);
    }
    main {
      grid-column: 1;
    }
    rb-run-list {
      display: none;
    }
    rb-run-list[open] {
      position: fixed;
      z-index: 20;
      inset: 0 auto 0 0;
      display: flex;
      width: min(20rem, 86vw);
      box-shadow: var(--rb-shadow-raised);
    }
    rb-run-list[open] + .scrim {
      position: fixed;
      z-index: 19;
      inset: 0;
      display: block;
      border: 0;
      background: var(--rb-scrim);
    }
  }
`;
