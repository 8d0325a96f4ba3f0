export const scheme = 'app';
const consoleHost = 'console';
export const consoleUrl = `${scheme}://${consoleHost}/`;
export const judgeUrl = `${consoleUrl}#/judge`;

/** Is this address a page of the console itself? Compared by its parts, not by how it begins. */
export function isConsoleUrl(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && url.protocol === `${scheme}:` && url.host === consoleHost && url.username === '' && url.password === '';
}

const isPage = (address: string, hash: string): boolean => isConsoleUrl(address) && URL.parse(address)?.hash === hash;
export const isJudgeUrl = (address: string): boolean => isPage(address, '#/judge');
export const isLinksUrl = (address: string): boolean => isPage(address, '#/links');
