// How formulas look; of Temml's own style sheet (MIT) what Chromium, Firefox and Safari need for what texts hold:
// https://github.com/ronkok/Temml/blob/main/site/assets/Temml-Local.css
import { css } from 'lit';

export const mathStyles = css`
  math {
    font-family: 'Cambria Math', 'STIX Two Math', 'Latin Modern Math', 'NotoSansMath-Regular', math;
    line-height: normal;
    font-size: 1.1em;
  }
  math * {
    border-color: currentColor;
  }
  math.tml-display {
    display: block math;
    margin: var(--rb-space-2) 0;
    padding: var(--rb-space-1) 0;
    overflow-x: auto;
    overflow-y: hidden;
  }
  mfrac > :nth-child(2),
  msqrt,
  mover > :first-child {
    math-shift: compact;
  }
  .tml-right {
    text-align: right;
  }
  .tml-left {
    text-align: left;
  }
  mtable.tml-jot > mtr > mtd {
    padding-top: 0.7ex;
    padding-bottom: 0.7ex;
  }
  mtable.tml-small mtd {
    padding-top: 0.35ex;
    padding-bottom: 0.35ex;
  }
  .tml-sml-pad {
    padding-left: 0.05em;
  }
  .tml-med-pad {
    padding-left: 0.1em;
  }
  .tml-lrg-pad {
    padding-left: 0.15em;
  }
  .tml-overline {
    padding: 0.1em 0 0;
    border-top: 0.065em solid;
  }
  .tml-underline {
    padding: 0 0 0.1em;
    border-bottom: 0.065em solid;
  }
  .tml-fbox {
    padding: 3pt;
    border: 1px solid;
  }
  menclose {
    position: relative;
    display: inline-block;
  }
  .tml-cancel {
    position: absolute;
    left: 0.5px;
    bottom: 0;
    width: 100%;
    height: 100%;
    background: currentColor;
  }
  .upstrike {
    clip-path: polygon(0.05em 100%, 0 calc(100% - 0.05em), calc(100% - 0.05em) 0, 100% 0.05em);
  }
  .downstrike {
    clip-path: polygon(0 0.05em, 0.05em 0, 100% calc(100% - 0.05em), calc(100% - 0.05em) 100%);
  }
  @supports (not (-webkit-backdrop-filter: blur(1px))) and (not (-moz-appearance: none)) {
    .chr-sml {
      transform: translate(0.07em, 0);
    }
    .chr-med {
      transform: translate(0.14em, 0);
    }
    .chr-lrg {
      transform: translate(0.21em, 0);
    }
    .tml-right {
      text-align: -webkit-right;
    }
    .tml-left {
      text-align: -webkit-left;
    }
  }
  code.math-error {
    text-decoration: underline dotted var(--rb-danger);
  }
`;
