// The one file of a report. Titles and data come from logs: nothing of them can become markup or script.

/** Parts of the file. */
export interface ReportParts {
  readonly title: string;
  readonly theme: 'light' | 'dark';
  /** The style sheet. */
  readonly style: string;
  /** The program, in one piece. */
  readonly script: string;
  /** JSON without a `<`. */
  readonly data: string;
  /** Letters that nobody could know before: only what carries them runs. */
  readonly nonce: string;
}

/** HTML that opens from a disk and asks no server for anything. Throws where the data hold a `<`. */
export function reportHtml({ title, theme, style, script, data, nonce }: ReportParts): string {
  if (data.includes('<')) throw new Error('the data of a report must hold no <');
  const policy = `default-src 'none'; script-src 'nonce-${nonce}'; style-src 'nonce-${nonce}'; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="en" data-theme="${theme}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>${escapedText(title)}</title>
<style nonce="${nonce}">${style.replaceAll('</', '<\\/')}</style>
</head>
<body>
<noscript>This report draws its charts by JavaScript.</noscript>
<script type="application/json" id="report">${data}</script>
<script type="module" nonce="${nonce}">${inlineScript(script)}</script>
</body>
</html>
`;
}

/** In a script these can stand only in texts, where the backslash changes nothing. */
function inlineScript(script: string): string {
  return script.replaceAll(/<\/(script)/gi, '<\\/$1').replaceAll('<!--', '<\\!--');
}

function escapedText(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}
