// The page of tests that bring their own dashboards.
import type { Dashboard } from '../../../client/plugin-host.ts';

export const DASHBOARDS: readonly Dashboard[] = [];
