/**
 * ffmpeg's tee writes one encoding to several places. Its argument is read by three parsers, one inside
 * the other: places (split at `|`), options of a place (split at `:`, ended by `]`), and lists inside
 * an option. Each removes one layer of backslashes, so each layer is put on here.
 */

export type TeeOptions = [name: string, value: string | TeeOptions][];

export interface TeePlace {
  options: TeeOptions;
  target: string;
}

const backslashed = (text: string, special: RegExp): string => text.replace(special, '\\$&');

const optionValue = (value: string): string => backslashed(value, /[\\':\]]/g);

const optionList = (options: TeeOptions): string =>
  options.map(([name, value]) => `${name}=${optionValue(typeof value === 'string' ? value : optionList(value))}`).join(':');

/** A place's own text; white space at either end would be cut off, so it is escaped as well. */
const placeText = (text: string): string => backslashed(text, /[\\'|]|^\s|\s$/g);

/** The tee muxer's one argument. */
export const teeArgument = (places: TeePlace[]): string =>
  places.map((place) => placeText(`[${optionList(place.options)}]${place.target}`)).join('|');
