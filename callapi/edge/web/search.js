// What people look for, in the words of filters of the Data API.

const OF_A_REGEXP = /[\\^$.|?*+()[\]{}]/g;
const LONGEST = 80;

// A regular expression that finds the text wherever it stands, in capitals or not.
/** @param {string} text */
export function anyCase(text) {
  return [...text.slice(0, LONGEST)].map((it) => {
    const [low, high] = [it.toLowerCase(), it.toUpperCase()];
    return low === high ? it.replace(OF_A_REGEXP, "\\$&") : `[${low}${high}]`;
  }).join("");
}

// A pattern that finds the text wherever it stands, letter by letter.
/** @param {string} text */
export function anywhere(text) {
  return `%${text.replaceAll("%", "\\%")}%`;
}

// What a number is made of, of all that people write into one.
/** @param {string} text */
export function digits(text) {
  return /^[\d\s()+./-]+$/.test(text) ? text.replace(/\D/g, "") : text.trim();
}
