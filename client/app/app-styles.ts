// How the parts of the page lie beside one another.
import { css } from 'lit';

export const appStyles = css`
  :host {
    display: grid;
    grid-template: auto minmax(0, 1fr) / minmax(0, min(var(--rb-sidebar-width), 80vw)) minmax(0, 1fr);
    height: 100vh;
    height: 100dvh;
  }
  rb-top-bar {
    grid-column: 1 / -1;
  }
  aside {
    position: relative;
    display: flex;
    grid-row: 2;
    grid-column: 1;
    min-height: 0;
  }
  rb-run-panel {
    flex: 1;
    min-width: 0;
    border-right: 1px solid var(--rb-border);
  }
  rb-splitter {
    position: absolute;
    z-index: 6;
    inset: 0 calc(var(--rb-space-1) * -1) 0 auto;
  }
  main {
    position: relative;
    grid-row: 2;
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
    aside,
    rb-splitter {
      display: none;
    }
    aside.open {
      position: fixed;
      z-index: 20;
      inset: 0 auto 0 0;
      display: flex;
      width: min(24rem, 88vw);
      box-shadow: var(--rb-shadow-raised);
    }
    aside.open + .scrim {
      position: fixed;
      z-index: 19;
      inset: 0;
      display: block;
      border: 0;
      background: var(--rb-scrim);
    }
  }
`;
