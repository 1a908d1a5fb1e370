// The code of tabs, as far as it is there. Small and without the shell: it is run before the shell's code is there.
import type { Dashboard } from '../plugin-host.ts';

const names = new Map<Dashboard, string>();

/** The element of a tab whose code is there. */
export function elementNameOf(dashboard: Dashboard): string | undefined {
  return names.get(dashboard);
}

/** The code of the tab that the address names, else of the first, comes while the server is asked what there is. */
export async function fetchCode(dashboards: readonly Dashboard[], named: string): Promise<void> {
  const shown = dashboards.find(({ pluginName }) => pluginName === named) ?? dashboards[0];
  // Whoever shows the tab tells why its code did not come.
  const name = await shown?.load().catch(() => undefined);
  if (shown && name !== undefined) names.set(shown, name);
}
