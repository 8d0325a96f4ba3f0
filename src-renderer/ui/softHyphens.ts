const vowels = 'аәеёиіоөуұүыэюя';
const letter = /\p{L}/u;
/** Shorter words are not broken: a button always has room for them. */
const longWord = 11;
const keepTogether = 3;

const isVowel = (c: string | undefined): boolean => c !== undefined && vowels.includes(c.toLowerCase());
const isConsonant = (c: string | undefined): boolean => c !== undefined && letter.test(c) && !isVowel(c) && !'ьъй'.includes(c.toLowerCase());

/** Between a vowel and a consonant with its vowel, and between two consonants: right in Russian and in Kazakh. */
function soften(word: string): string {
  const letters = [...word];
  if (letters.length < longWord) return word;
  return letters
    .map((c, i) => {
      const inside = i + 1 >= keepTogether && letters.length - i - 1 >= keepTogether;
      const open = isVowel(c) && isConsonant(letters[i + 1]) && isVowel(letters[i + 2]);
      const closed = isVowel(letters[i - 1]) && isConsonant(c) && isConsonant(letters[i + 1]) && isVowel(letters[i + 2]);
      return inside && (open || closed) ? `${c}\u00ad` : c;
    })
    .join('');
}

/** Chromium has no hyphenation of its own for these languages: places where a long word may be broken on a narrow button. */
export const softHyphens = (text: string): string => text.split(' ').map(soften).join(' ');
