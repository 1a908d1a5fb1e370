// How the top bar looks.
import { css } from 'lit';

export const topBarStyles = css`
  :host {
    display: block;
    z-index: 10;
    border-bottom: 1px solid var(--rb-border);
    background: var(--rb-surface);
  }
  header {
    display: grid;
    grid-template-columns: calc(var(--rb-sidebar-width) - var(--rb-space-4)) minmax(0, 1fr) auto;
    align-items: center;
    height: var(--rb-bar-height);
    padding: 0 var(--rb-space-4);
  }
  .runs {
    display: none;
  }
  h1 {
    display: flex;
    gap: var(--rb-space-2);
    align-items: center;
    margin: 0;
    font-size: var(--rb-text-l);
    font-weight: var(--rb-weight-strong);
    letter-spacing: -0.01em;
  }
  h1 svg {
    width: 1.25rem;
    height: 1.25rem;
    fill: none;
    stroke: var(--rb-accent);
    stroke-width: 2.2;
    stroke-linecap: round;
  }
  h1 path + path {
    opacity: 0.45;
  }
  nav {
    display: flex;
    align-self: stretch;
    gap: var(--rb-space-1);
    min-width: 0;
    overflow-x: auto;
    padding-right: var(--rb-space-5);
    scroll-padding-inline: var(--rb-space-5);
    scrollbar-width: none;
    /* Tabs that do not fit fade out, which tells that there are more. */
    mask-image: linear-gradient(to left, transparent, black var(--rb-space-5));
  }
  nav.scrolled {
    mask-image:
      linear-gradient(to left, transparent, black var(--rb-space-5)),
      linear-gradient(to right, transparent, black var(--rb-space-5));
    mask-composite: intersect;
  }
  .tab {
    position: relative;
    display: flex;
    flex: none;
    align-items: center;
    padding: 0 var(--rb-space-3);
    color: var(--rb-text-muted);
    font-size: var(--rb-text-m);
    font-weight: var(--rb-weight-medium);
    text-decoration: none;
  }
  .tab:hover,
  .tab[aria-current] {
    color: var(--rb-text);
  }
  .tab[aria-current]::after {
    position: absolute;
    right: var(--rb-space-3);
    bottom: 0;
    left: var(--rb-space-3);
    height: 2px;
    border-radius: 2px 2px 0 0;
    background: var(--rb-accent);
    content: '';
  }
  .tab:focus-visible {
    border-radius: var(--rb-radius-m);
    box-shadow: inset 0 0 0 2px var(--rb-accent);
  }
  .opener {
    color: var(--rb-text-faint);
  }
  .tools {
    display: flex;
    gap: var(--rb-space-1);
    align-items: center;
    padding-left: var(--rb-space-3);
  }
  .button.problems,
  .button.problems:hover {
    margin-right: var(--rb-space-1);
    background: var(--rb-warning-soft);
    color: var(--rb-warning);
  }
  .link {
    display: flex;
    gap: var(--rb-space-2);
    align-items: center;
    margin-right: var(--rb-space-1);
    padding: 0 var(--rb-space-2);
    color: var(--rb-text-muted);
    font-size: var(--rb-text-s);
  }
  .dot {
    width: 0.4375rem;
    height: 0.4375rem;
    border-radius: 50%;
    background: var(--rb-text-faint);
  }
  .live .dot {
    background: var(--rb-ok);
  }
  .polling .dot {
    background: var(--rb-warning);
  }
  .lost .dot {
    background: var(--rb-danger);
  }
  .lost {
    color: var(--rb-danger);
  }
  .busy rb-icon {
    animation: turn 0.9s linear infinite;
  }
  @keyframes turn {
    to {
      transform: rotate(1turn);
    }
  }
  @media (prefers-reduced-motion: reduce) {
    .busy rb-icon {
      animation-duration: 4s;
    }
  }
  @media (max-width: 50rem) {
    header {
      grid-template: var(--rb-bar-height) auto / auto minmax(0, 1fr) auto;
      height: auto;
      padding: 0 var(--rb-space-2);
    }
    .runs {
      display: inline-flex;
    }
    h1 {
      padding-left: var(--rb-space-2);
    }
    h1:first-child {
      grid-column: span 2;
    }
    .tools {
      padding: 0;
    }
    nav {
      grid-row: 2;
      grid-column: 1 / -1;
    }
    .tab {
      min-height: 2.25rem;
    }
    .word {
      position: absolute;
      width: 1px;
      height: 1px;
      overflow: hidden;
      clip-path: inset(50%);
    }
  }
`;
