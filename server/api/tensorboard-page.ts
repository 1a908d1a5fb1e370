// What TensorBoard's own page expects of whoever serves it: a relative root in front of its HTML, its policy, and an
// entry page for plugins that live in a frame. Contract 1.2, 2.1 and 2.4.
import { createHash } from 'node:crypto';
import { HttpError, type PluginRoutes } from '../plugin-host.ts';

/** Content-Security-Policy of TensorBoard's page: its scripts are compiled in the browser and style elements inline. */
export const TENSORBOARD_POLICY = policyWith("script-src 'self' 'unsafe-eval'");

function policyWith(scripts: string): string {
  return [
    "default-src 'self'",
    "font-src 'self' data:",
    "frame-src 'self'",
    "img-src 'self' data: blob:",
    "object-src 'none'",
    "style-src 'self' data: 'unsafe-inline'",
    "connect-src 'self'",
    scripts,
  ].join('; ');
}

/**
 * The page with the way from `scriptRoot` back to `pathPrefix` in front, which TensorBoard's page takes its addresses
 * from. Browsers join it with the page's own head.
 */
export function withRelativeRoot(html: string, scriptRoot: string, pathPrefix: string): string {
  const depth = scriptRoot.slice(pathPrefix.length).split('/').length - 1;
  const root = depth === 0 ? './' : '../'.repeat(depth);
  return `<!doctype html><meta name="tb-relative-root" content="${root}">${html.replace(/^\s*<!doctype html>/i, '')}`;
}

/** A page of a plugin that lives in a frame, with its policy. */
export interface EntryPage {
  readonly html: string;
  readonly policy: string;
}

/** The page that starts a plugin's module. Throws HttpError 404 for a plugin that is not here, 400 for one without. */
export function pluginEntry(plugins: readonly PluginRoutes[], name: string): EntryPage {
  const kind = plugins.find((plugin) => plugin.kind.pluginName === name)?.kind;
  if (!kind?.listing) throw new HttpError(404, `Not found: ${name}`);
  const path = kind.listing.loadingMechanism['module_path'];
  if (path === undefined) throw new HttpError(400, 'Plugin is not module loadable');
  const base = `plugin/${kind.pluginName}/`;
  const module = JSON.stringify(path.replace(`/data/${base}`, './'));
  const script = `import(${module}).then((m) => void m.render());`;
  const hash = createHash('sha256').update(script).digest('base64');
  return {
    html: `<!doctype html><head><base href="${base}"></head><body><script type="module">${script}</script></body>\n`,
    policy: policyWith(`script-src 'self' 'unsafe-eval' 'sha256-${hash}'`),
  };
}
