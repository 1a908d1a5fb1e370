// Light or dark: the user's choice, kept by the browser, or else the system's.
import { THEME_CHANGE } from '../plugin-host.ts';
import { keep, kept } from './kept.ts';

export const THEME_CHOICES = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof THEME_CHOICES)[number];

const NAME = 'theme';
const darkSystem = matchMedia('(prefers-color-scheme: dark)');

/** What the user chose last; `system` at first, and where the browser keeps nothing. */
export function themeChoice(): ThemeChoice {
  return THEME_CHOICES.find((choice) => choice === kept(NAME)) ?? 'system';
}

/** Keeps the choice and shows it. */
export function chooseTheme(choice: ThemeChoice): void {
  keep(NAME, choice);
  show(choice);
}

/** Shows the kept choice, and follows the system from now on. Called once. */
export function startTheme(): void {
  show(themeChoice());
  darkSystem.addEventListener('change', () => show(themeChoice()));
}

function show(choice: ThemeChoice): void {
  const theme = choice === 'system' ? (darkSystem.matches ? 'dark' : 'light') : choice;
  if (document.documentElement.dataset['theme'] === theme) return;
  document.documentElement.dataset['theme'] = theme;
  window.dispatchEvent(new Event(THEME_CHANGE));
}
