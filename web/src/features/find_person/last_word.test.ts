// SPDX-License-Identifier: Apache-2.0
import { expect, test } from "vitest";
import { lastWord, withLastWord } from "./last_word";

test("the word that is being typed is replaced, what was typed before stays", () => {
  expect(lastWord("Коваленко Ів")).toBe("Ів");
  expect(lastWord("Коваленко ")).toBe("");
  expect(withLastWord("Коваленко, Ів", "Іван")).toBe("Коваленко, Іван");
});
