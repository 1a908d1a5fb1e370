// Every kind's dashboard, a line each, in the order of the tabs.
import type { Dashboard } from '../../client/plugin-host.ts';
import { SCALAR } from './scalar/kind.ts';

/** `load` brings the code of a tab only when the tab is opened. */
export const DASHBOARDS: readonly Dashboard[] = [
  {
    ...SCALAR,
    label: 'Scalars',
    load: () => import('./scalar/view/scalar-dashboard.ts').then(() => 'rb-scalar-dashboard'),
  },
];
