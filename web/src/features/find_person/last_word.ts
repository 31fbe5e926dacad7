// SPDX-License-Identifier: Apache-2.0
// The word that is being typed: what stands after the last space or comma.
export function lastWord(text: string): string {
  return /[^\s,]*$/u.exec(text)?.[0] ?? "";
}

export function withLastWord(text: string, word: string): string {
  return text.slice(0, text.length - lastWord(text).length) + word;
}
