// Names of scopes as people say them. PyTorch's trace calls a scope `Sequential[layers]`: type and attribute.

/** How one segment of a path is shown. */
export interface ShownName {
  readonly title: string;
  /** The module's type; empty where the segment tells none. */
  readonly type: string;
}

/** A numbered module is shown by its type, `Linear 1`; a named one by its name. */
export function shownNameOf(segment: string): ShownName {
  const [, type, name] = /^([A-Za-z_]\w*)\[(.+)\]$/.exec(segment) ?? [];
  if (!type || !name) return { title: segment, type: '' };
  return /^\d+(…\d+)?$/.test(name) ? { title: `${type} ${name}`, type } : { title: name, type };
}

/** The path as PyTorch names modules and their parameters: `MLP/Sequential[layers]/Linear[1]` is `layers.1`. */
export function modulePathOf(path: string): string {
  return path
    .split('/')
    .flatMap((segment) => /\[(.+)\]$/.exec(segment)?.[1] ?? [])
    .join('.');
}
