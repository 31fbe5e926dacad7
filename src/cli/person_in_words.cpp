// SPDX-License-Identifier: Apache-2.0
#include "cli/person_in_words.h"

#include <algorithm>
#include <array>
#include <cstdlib>

#include "base/utf8.h"

namespace nostos::cli {

namespace {

using actions::FiledRecord;
using domain::FieldKind;

constexpr std::size_t kShortId = 8;
constexpr std::size_t kWeightWidth = 9;

// "+4.210", "−12.300": thousandths of a bit, so that the column adds up by eye.
std::string bits(matching::Millibits weight) {
  const auto thousandths = std::to_string(std::abs(weight % 1000));
  std::string text = std::to_string(std::abs(weight / 1000)) + "." +
                     std::string(3 - thousandths.size(), '0') + thousandths;
  const std::string sign = weight < 0 ? "−" : weight > 0 ? "+" : " ";
  return std::string(kWeightWidth - text.size() - 1, ' ') + sign + text;
}

std::string texts_of(const FiledRecord& record, std::initializer_list<FieldKind> kinds,
                     std::string_view between) {
  std::string all;
  for (const FieldKind kind : kinds) {
    for (const domain::RecordField& field : record.received.record.fields) {
      if (field.kind != kind) continue;
      all += (all.empty() ? "" : std::string(between)) + field.text;
    }
  }
  return all;
}

std::string name_of(const FiledRecord& record) {
  const std::string parts =
      texts_of(record, {FieldKind::surname, FieldKind::given_name, FieldKind::patronymic}, " ");
  if (!parts.empty()) return parts;
  const std::string whole = texts_of(record, {FieldKind::full_name}, " / ");
  return whole.empty() ? texts_of(record, {FieldKind::alias}, " / ") : whole;
}

std::string short_id(const std::string& id) { return id.substr(0, kShortId); }

std::string source_of(const FiledRecord& record, const PlainWords& words) {
  const actions::RecordReceived& received = record.received;
  std::string text = received.record.source + ", " +
                     words.name("origin", actions::name(received.origin)) + " " + received.list;
  if (received.row > 0) {
    text += ", " + words.say("find.row", {{"n", std::to_string(received.row)}});
  }
  return text + ", " + words.say("find.record", {{"id", short_id(record.id)}});
}

std::string reason(const matching::Step& step, const PlainWords& words) {
  const std::string a = step.words.empty() ? "" : step.words[0];
  const std::string b = step.words.size() < 2 ? "" : step.words[1];
  const std::string whole = (step.key.starts_with("names.") ? "" : "step.") + step.key;
  if (words.rows().contains(whole)) return words.say(whole, {{"a", a}, {"b", b}});
  const std::size_t dot = step.key.find('.');
  std::string text = words.name("step_field", step.key.substr(0, dot));
  if (dot != std::string::npos) {
    text += ": " + words.name("step_level", step.key.substr(dot + 1));
  }
  if (a.empty() && b.empty()) return text;
  return text + " (" + a + (b.empty() || a == b ? "" : " – " + b) + ")";
}

std::string indented(const std::string& text, std::size_t by) {
  std::string out;
  bool line_begins = true;
  for (const char c : text) {
    if (line_begins && c != '\n') out.append(by, ' ');
    out.push_back(c);
    line_begins = c == '\n';
  }
  return out;
}

std::string found_in_words(const actions::FoundRecord& found, const PlainWords& words) {
  const FiledRecord& record = *found.record;
  std::string text = "  " + matching::shown(found.waterfall.total()) + "  " + name_of(record);
  const std::string facts = texts_of(
      record, {FieldKind::birth_date, FieldKind::age, FieldKind::rank, FieldKind::unit}, ", ");
  if (!facts.empty()) text += ", " + facts;
  text += "\n          " + source_of(record, words) + "\n";
  if (record.received.origin == actions::Origin::news) {
    text += "          " + words.say("find.lead") + "\n";
  }
  return text + indented(in_words(found.waterfall, words), 10);
}

std::string persons_in_words(const std::vector<actions::PersonsTouched::One>& persons,
                             const PlainWords& words) {
  std::string text;
  for (const auto& person : persons) {
    text += "  " + words.say("judge.person", {{"id", short_id(person.records.front())},
                                              {"n", std::to_string(person.records.size())}});
    if (person.contradictions > 0) text += "; " + words.say("judge.contradicts");
    text += "\n";
  }
  return text;
}

}  // namespace

std::string in_words(const matching::Waterfall& waterfall, const PlainWords& words) {
  std::string text;
  for (const matching::Step& step : waterfall.steps) {
    const bool explains = step.weight == 0 && step.key.starts_with("names.");
    text += (explains ? std::string(kWeightWidth, ' ') : bits(step.weight)) + "  " +
            (explains ? "  " : "") + reason(step, words) + "\n";
  }
  return text + bits(waterfall.total()) + "  " +
         words.say("find.total", {{"p", matching::shown(waterfall.total())}}) + "\n";
}

std::string in_words(const actions::SearchAnswer& answer, const PlainWords& words) {
  std::string parts;
  for (const domain::RecordField& field : answer.sought) {
    parts += (parts.empty() ? "" : ", ") + words.name("field", domain::name(field.kind)) + " " +
             field.text;
  }
  std::string text = words.say("find.sought", {{"parts", parts}}) + "\n";
  if (!answer.unread.empty()) {
    std::string unread;
    for (const std::string& word : answer.unread) unread += (unread.empty() ? "" : ", ") + word;
    text += words.say("find.unread", {{"words", unread}}) + "\n";
  }
  text += words.count("find.searched", static_cast<std::int64_t>(answer.searched)) + "\n";
  if (answer.hits.empty()) text += words.say("find.nobody") + "\n";
  std::optional<actions::Band> band;
  for (const actions::FoundRecord& hit : answer.hits) {
    const actions::Band here = actions::band_of(hit.waterfall.total());
    if (band != here) text += "\n" + words.name("band", actions::name(here)) + "\n";
    band = here;
    text += found_in_words(hit, words);
  }
  if (answer.named) {
    text += "\n" + words.say("find.named", {{"id", short_id(answer.named->found.record->id)}}) +
            "\n" + words.name("why_not", actions::name(answer.named->why)) + "\n" +
            found_in_words(answer.named->found, words);
  }
  return text;
}

std::string in_words(const actions::PersonView& view, const PlainWords& words) {
  std::string text;
  for (const actions::RecordPointer& record : view.records) {
    text += name_of(*record) + "\n  " + source_of(*record, words) + "\n";
    for (const domain::RecordField& field : record->received.record.fields) {
      text += "    " + words.name("field", domain::name(field.kind)) + ": " + field.text + "\n";
    }
  }
  text += "\n" + words.say("person.judgements") + "\n";
  if (view.judgements.empty()) text += "  " + words.say("person.none") + "\n";
  for (const actions::FiledJudgement& filed : view.judgements) {
    text += "  " + short_id(filed.id) + "  " +
            words.name("verdict", identity::name(filed.made.verdict)) + ": " +
            short_id(filed.made.left) + ", " + short_id(filed.made.right) + "; " +
            filed.recording.author + ", " + rfc3339(filed.recording.at);
    if (!filed.made.why.empty()) text += "; " + filed.made.why;
    text += "\n";
    for (const actions::UndoneNote& note : filed.undone) {
      text += "            " +
              words.say("person.undone",
                        {{"who", note.recording.author}, {"when", rfc3339(note.recording.at)}}) +
              (note.why.empty() ? "" : "; " + note.why) + "\n";
    }
  }
  const auto id_of = [&](const identity::Judgement& judgement) {
    const auto at = std::ranges::find_if(view.judgements, [&](const auto& filed) {
      return filed.recording.entry == judgement.entry;
    });
    return at == view.judgements.end() ? std::string("?") : short_id(at->id);
  };
  for (const identity::Contradiction& contradiction : view.person.contradictions) {
    std::string way;
    for (const auto& step : contradiction.way) way += (way.empty() ? "" : ", ") + id_of(step);
    text += "\n" +
            words.say("person.contradiction", {{"a", id_of(contradiction.different)}, {"b", way}}) +
            "\n";
  }
  return text;
}

std::string in_words(const actions::PersonsTouched& touched, const PlainWords& words) {
  return words.say("judge.before") + "\n" + persons_in_words(touched.before, words) +
         words.say("judge.after") + "\n" + persons_in_words(touched.after, words);
}

}  // namespace nostos::cli
