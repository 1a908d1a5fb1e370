// Formats of times, made when they are first used.

/** Making an Intl.DateTimeFormat takes milliseconds, which a page that is being opened has not to spare. */
export function lateTimeFormat(
  locale: string | undefined,
  options: Intl.DateTimeFormatOptions,
): (time: Date | number) => string {
  let format: Intl.DateTimeFormat | undefined;
  return (time) => {
    format ??= new Intl.DateTimeFormat(locale, options);
    return format.format(time);
  };
}
