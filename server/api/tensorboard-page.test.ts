import { describe, expect, it } from 'vitest';
import { PLUGIN_ROUTES } from '../../src/plugins/routes.ts';
import { pluginEntry, withRelativeRoot } from './tensorboard-page.ts';

describe('the relative root', () => {
  it.each([
    ['', '', './'],
    ['/p', '/p', './'],
    ['/experiment/a', '', '../../'],
    ['/p/experiment/a', '/p', '../../'],
    ['/experiment/a/experiment/b', '', '../../../../'],
    ['/experiment/', '', '../../'],
  ])('from "%s" to "%s" is %s', (scriptRoot, prefix, root) => {
    const html = withRelativeRoot('<!DOCTYPE html>\n<html lang="en">', scriptRoot, prefix);
    expect(html).toBe(`<!doctype html><meta name="tb-relative-root" content="${root}">\n<html lang="en">`);
  });
});

describe('the entry page of a plugin', () => {
  it('starts the module, which its policy lets pass', () => {
    const { html, policy } = pluginEntry(PLUGIN_ROUTES, 'projector');
    expect(html).toContain('<base href="plugin/projector/">');
    expect(html).toContain('import("./index.js").then((m) => void m.render());');
    // `printf 'import("./index.js").then((m) => void m.render());' | openssl dgst -sha256 -binary | base64`
    expect(policy).toContain("'sha256-PVZp/wXI2V6hq7T2aNiDNM+vJWIOWwNwyhE53i+6lSQ='");
  });

  it.each([
    ['scalars', 400, 'Plugin is not module loadable'],
    ['nothing', 404, 'Not found: nothing'],
    ['', 404, 'Not found: '],
  ])('of "%s" is refused with %d', (name, status, message) =>
    expect(() => pluginEntry(PLUGIN_ROUTES, name)).toThrow(expect.objectContaining({ status, message })),
  );
});
