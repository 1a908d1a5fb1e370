// What the bundler makes of these imports.

/** Address of the script, bundled with all that it imports into one file. */
declare module '*?worker&url' {
  const url: string;
  export default url;
}

/** The style sheet as text. */
declare module '*?inline' {
  const text: string;
  export default text;
}
