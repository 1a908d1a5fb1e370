// Which part of a request's path belongs to where the server is mounted, and which names a route. Contract 1.1.

/** Where a path leads. */
export type Location =
  | { readonly kind: 'outside' }
  /** Nothing is left: the visitor is to be sent to `scriptRoot` + `/`. */
  | { readonly kind: 'root'; readonly scriptRoot: string }
  /** `path` begins with `/` and, unless it is only that, does not end with one. */
  | { readonly kind: 'inside'; readonly scriptRoot: string; readonly path: string };

const EXPERIMENT = /^\/experiment\/[^/]*/;

/**
 * Takes the prefix and any number of `/experiment/<id>` off a decoded path. TensorBoard takes one experiment off;
 * its own page then asks for two of them when it was opened below one.
 */
export function locate(path: string, pathPrefix: string): Location {
  if (path !== pathPrefix && !path.startsWith(`${pathPrefix}/`)) return { kind: 'outside' };
  let scriptRoot = pathPrefix;
  let rest = path.slice(pathPrefix.length);
  for (let match = EXPERIMENT.exec(rest); match; match = EXPERIMENT.exec(rest)) {
    scriptRoot += match[0];
    rest = rest.slice(match[0].length);
  }
  if (rest === '') return { kind: 'root', scriptRoot };
  return {
    kind: 'inside',
    scriptRoot,
    path: rest.length > 1 && rest.endsWith('/') ? rest.slice(0, -1) : rest,
  };
}
