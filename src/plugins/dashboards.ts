// Every kind's dashboard, a line each, in the order of the tabs.
import type { Dashboard } from '../../client/plugin-host.ts';

export const DASHBOARDS: readonly Dashboard[] = [];
