# SPDX-License-Identifier: Apache-2.0
"""The baselines find what is easy to find: a comparison with readers that find nothing says nothing."""
import unittest

import score_baselines


def told(read, text, lang="en", published="2018-04-19"):
    return read({"id": "a", "text": text, "lang": lang, "published": published})["events"]


class Baselines(unittest.TestCase):
    EASY = {"en": "On 18 April 2018, 40 Norlandic soldiers returned home.",
            "uk": "18 квітня 2018 року додому повернулися 40 норландських військових.",
            "ru": "18 апреля 2018 года домой вернулись 40 норландских военнослужащих."}

    def test_both_read_the_easy_sentence_in_each_language(self):
        for name, read in score_baselines.BASELINES.items():
            for lang, text in self.EASY.items():
                with self.subTest(f"{name} {lang}"):
                    (event,) = told(read, text, lang)
                    self.assertEqual([(leg["to"], leg["count"]["lo"]) for leg in event["legs"]], [("NRD", 40)])
                    self.assertEqual(event["date"]["edtf"], "2018-04-18")

    def test_a_text_about_something_else_is_no_exchange(self):
        for read in score_baselines.BASELINES.values():
            self.assertEqual(told(read, "The national bank of Norland keeps its rate at 7 per cent."), [])

    def test_a_day_without_a_year_is_the_last_one_before_publication(self):
        (event,) = told(score_baselines.regex_only, "On 20 December 40 Norlandic soldiers returned home.")
        self.assertEqual(event["date"]["edtf"], "2017-12-20")


if __name__ == "__main__":
    unittest.main()
