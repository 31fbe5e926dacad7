// SPDX-License-Identifier: Apache-2.0
#include "http/person_answers.h"

#include <algorithm>

#include "base/json_writer.h"
#include "ingest/columns.h"
#include "wire/person_json.h"

namespace nostos::http {

namespace {

using actions::FiledJudgement;
using actions::FiledRecord;
using actions::FoundRecord;
using actions::RecordPointer;

void write_recording(JsonWriter& json, const actions::Recording& recording) {
  json.field("entry", recording.entry)
      .field("recorded_at", rfc3339(recording.at))
      .field("author", recording.author);
}

// "statuses": [{"text","status"|null}…]
void write_statuses(JsonWriter& json, const std::vector<ingest::SaidStatus>& statuses) {
  json.key("statuses").begin_array();
  for (const ingest::SaidStatus& one : statuses) {
    json.begin_object().field("text", one.text).key("status");
    if (one.status.empty()) {
      json.null();
    } else {
      json.value(one.status);
    }
    json.end_object();
  }
  json.end_array();
}

void write_record(JsonWriter& json, const FiledRecord& record) {
  const actions::RecordReceived& received = record.received;
  json.begin_object()
      .field("id", record.id)
      .field("source", received.record.source)
      .field("source_id", received.record.id)
      .field("list", received.list)
      .field("origin", actions::name(received.origin));
  json.key("row");
  if (received.row > 0) {
    json.value(received.row);
  } else {
    json.null();
  }
  write_recording(json, record.recording);
  json.key("fields");
  wire::write_record_fields(json, received.record.fields);
  write_statuses(json, record.statuses);
  json.end_object();
}

void write_texts(JsonWriter& json, const std::vector<std::string>& texts) {
  json.begin_array();
  for (const std::string& text : texts) json.value(text);
  json.end_array();
}

void write_found(JsonWriter& json, const FoundRecord& found) {
  json.key("record");
  write_record(json, *found.record);
  json.field("person", found.person)
      .field("person_records", std::uint64_t{found.person_records})
      .field("band", actions::name(actions::band_of(found.waterfall.total())))
      .key("waterfall");
  wire::write_waterfall(json, found.waterfall);
}

void write_judgement(JsonWriter& json, const FiledJudgement& filed, bool inside) {
  json.begin_object().field("id", filed.id);
  write_recording(json, filed.recording);
  json.field("left", filed.made.left)
      .field("right", filed.made.right)
      .field("verdict", identity::name(filed.made.verdict))
      .field("why", filed.made.why)
      .field("inside", inside)
      .key("shown");
  wire::write_waterfall(json, filed.made.shown);
  json.key("left_with");
  write_texts(json, filed.made.left_with);
  json.key("right_with");
  write_texts(json, filed.made.right_with);
  json.key("undone").begin_array();
  for (const actions::UndoneNote& note : filed.undone) {
    json.begin_object();
    write_recording(json, note.recording);
    json.field("why", note.why).end_object();
  }
  json.end_array().end_object();
}

void write_persons(JsonWriter& json, const std::vector<actions::PersonsTouched::One>& persons) {
  json.begin_array();
  for (const auto& person : persons) {
    json.begin_object().field("id", person.records.front()).key("records");
    write_texts(json, person.records);
    json.field("contradictions", std::uint64_t{person.contradictions}).end_object();
  }
  json.end_array();
}

void write_touched(JsonWriter& json, const actions::PersonsTouched& touched) {
  json.key("before");
  write_persons(json, touched.before);
  json.key("after");
  write_persons(json, touched.after);
}

template <class Write>
std::string object(const Write& write) {
  std::string out;
  JsonWriter json(out);
  json.begin_object();
  write(json);
  json.end_object();
  return out;
}

}  // namespace

std::string search_json(const actions::SearchAnswer& answer) {
  return object([&](JsonWriter& json) {
    json.key("sought");
    wire::write_record_fields(json, answer.sought);
    json.key("unread");
    write_texts(json, answer.unread);
    json.key("hits").begin_array();
    for (const FoundRecord& hit : answer.hits) {
      json.begin_object();
      write_found(json, hit);
      json.end_object();
    }
    json.end_array()
        .field("searched", std::uint64_t{answer.searched})
        .field("entry", answer.entry)
        .key("named");
    if (!answer.named) {
      json.null();
      return;
    }
    json.begin_object();
    write_found(json, answer.named->found);
    json.field("why", actions::name(answer.named->why)).end_object();
  });
}

std::string person_json(const actions::PersonView& view) {
  return object([&](JsonWriter& json) {
    json.field("id", view.id).field("as_of", view.as_of).key("records").begin_array();
    for (const RecordPointer& record : view.records) write_record(json, *record);
    json.end_array().key("judgements").begin_array();
    const auto inside = [&](identity::RecordPlace place) {
      return std::ranges::binary_search(view.person.records, place);
    };
    for (const FiledJudgement& filed : view.judgements) {
      write_judgement(json, filed, inside(filed.left) && inside(filed.right));
    }
    const auto id_of = [&](const identity::Judgement& judgement) {
      const auto at = std::ranges::find_if(view.judgements, [&](const FiledJudgement& filed) {
        return filed.recording.entry == judgement.entry;
      });
      return at == view.judgements.end() ? std::string() : at->id;
    };
    json.end_array().key("contradictions").begin_array();
    for (const identity::Contradiction& contradiction : view.person.contradictions) {
      json.begin_object().field("different", id_of(contradiction.different)).key("way");
      json.begin_array();
      for (const identity::Judgement& step : contradiction.way) json.value(id_of(step));
      json.end_array().end_object();
    }
    json.end_array();
  });
}

std::string record_json(const FiledRecord& record) {
  std::string out;
  JsonWriter json(out);
  write_record(json, record);
  return out;
}

std::string comparison_json(const actions::Comparison& comparison) {
  return object([&](JsonWriter& json) {
    json.key("left");
    write_record(json, *comparison.left);
    json.key("right");
    write_record(json, *comparison.right);
    json.key("waterfall");
    wire::write_waterfall(json, comparison.waterfall);
    json.key("standing");
    if (comparison.standing) {
      json.value(identity::name(comparison.standing->verdict));
    } else {
      json.null();
    }
    json.field("one_person", comparison.one_person).field("kept_apart", comparison.kept_apart);
  });
}

std::string suggestions_json(const std::vector<actions::OpenSuggestion>& suggestions) {
  return object([&](JsonWriter& json) {
    json.key("suggestions").begin_array();
    for (const actions::OpenSuggestion& one : suggestions) {
      json.begin_object().key("left");
      write_record(json, *one.left);
      json.key("right");
      write_record(json, *one.right);
      json.key("waterfall");
      wire::write_waterfall(json, one.waterfall);
      json.field("left_open_before", one.left_open_before).end_object();
    }
    json.end_array();
  });
}

std::string judgement_receipt_json(const actions::JudgementReceipt& receipt) {
  return object([&](JsonWriter& json) {
    json.field("id", receipt.id)
        .field("entry", receipt.entry)
        .field("recorded_at", rfc3339(receipt.recorded_at))
        .field("already_known", receipt.already_known);
    write_touched(json, receipt.touched);
  });
}

std::string touched_json(const actions::PersonsTouched& touched) {
  return object([&](JsonWriter& json) { write_touched(json, touched); });
}

std::string records_receipt_json(const actions::RecordsReceipt& receipt) {
  return object([&](JsonWriter& json) {
    json.field("fresh", std::uint64_t{receipt.fresh}).key("filed").begin_array();
    for (const actions::FiledRow& row : receipt.filed) {
      json.begin_object()
          .field("id", row.id)
          .field("entry", row.entry)
          .field("row", row.row)
          .field("already_known", row.already_known)
          .end_object();
    }
    json.end_array().key("refused").begin_array();
    for (const actions::RefusedRow& row : receipt.refused) {
      json.begin_object().field("row", row.row).field("reason", row.reason).end_object();
    }
    json.end_array();
  });
}

namespace {

constexpr std::size_t kFirstRows = 5;
constexpr std::size_t kMostSaid = 50;

}  // namespace

std::string list_json(const actions::ListRead& list, const wire::Phrasebook* words) {
  const auto some = [&](JsonWriter& json, const std::vector<ingest::TableRemark>& remarks) {
    json.begin_array();
    for (std::size_t i = 0; i < std::min(remarks.size(), kMostSaid); ++i) {
      const std::string english = ingest::said(remarks[i], list.filing.list);
      json.value(words == nullptr ? english : words->say(english));
    }
    json.end_array();
  };
  return object([&](JsonWriter& json) {
    json.field("list", list.filing.list)
        .field("rows", std::uint64_t{list.rows})
        .field("good", std::uint64_t{list.filing.records.size()})
        .key("columns")
        .begin_array();
    for (const actions::ColumnRead& column : list.columns) {
      json.begin_object()
          .field("heading", column.heading)
          .field("holds", ingest::name(column.use))
          .end_object();
    }
    json.end_array().key("first").begin_array();
    const std::size_t shown = std::min(list.filing.records.size(), kFirstRows);
    for (std::size_t i = 0; i < shown; ++i) {
      const domain::SourceRecord& record = list.filing.records[i];
      json.begin_object()
          .field("row", list.filing.rows[i])
          .field("source", record.source)
          .field("source_id", record.id)
          .key("fields");
      wire::write_record_fields(json, record.fields);
      json.end_object();
    }
    json.end_array()
        .field("refused_rows", std::uint64_t{list.refused.size()})
        .field("doubtful", std::uint64_t{list.remarks.size()})
        .key("refused");
    some(json, list.refused);
    json.key("doubts");
    some(json, list.remarks);
  });
}

std::string list_receipt_json(const actions::RecordsReceipt& receipt, std::size_t suggested,
                              std::size_t refused) {
  return object([&](JsonWriter& json) {
    json.field("fresh", std::uint64_t{receipt.fresh})
        .field("known", std::uint64_t{receipt.filed.size() - receipt.fresh})
        .field("refused", std::uint64_t{refused})
        .field("suggested", std::uint64_t{suggested});
  });
}

std::string completions_json(const std::vector<actions::CompletedWord>& words) {
  return object([&](JsonWriter& json) {
    json.key("words").begin_array();
    for (const actions::CompletedWord& one : words) {
      json.begin_object()
          .field("word", one.word)
          .field("records", one.records)
          .field("begins", one.begins)
          .end_object();
    }
    json.end_array();
  });
}

}  // namespace nostos::http
