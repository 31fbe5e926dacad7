// SPDX-License-Identifier: Apache-2.0
// The same rows and questions in Lucene: names as terms, FuzzyQuery of two edits on each, the day of
// birth and the same day a year before and after as terms. Prints lines "name TAB value".
//   java LuceneBench ROWS.tsv QUESTIONS.tsv FOLDER EXPANSIONS…
import java.io.BufferedReader;
import java.io.File;
import java.io.InputStreamReader;
import java.io.FileInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import org.apache.lucene.analysis.core.KeywordAnalyzer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FuzzyQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.Version;

public final class LuceneBench {
  private static final String[] FIELDS = {"", "surname", "given", "patronymic", "day"};

  private static BufferedReader open(String path) throws Exception {
    return new BufferedReader(
        new InputStreamReader(new FileInputStream(path), StandardCharsets.UTF_8), 1 << 20);
  }

  private static void build(String rows, MMapDirectory folder) throws Exception {
    IndexWriterConfig config = new IndexWriterConfig(Version.LUCENE_4_10_4, new KeywordAnalyzer());
    config.setOpenMode(IndexWriterConfig.OpenMode.CREATE);
    config.setRAMBufferSizeMB(512);
    try (IndexWriter writer = new IndexWriter(folder, config); BufferedReader in = open(rows)) {
      for (String line; (line = in.readLine()) != null; ) {
        String[] parts = line.split("\t", -1);
        Document document = new Document();
        document.add(new StoredField("row", parts[0]));
        for (int f = 1; f < FIELDS.length; ++f) {
          if (!parts[f].isEmpty()) {
            document.add(new StringField(FIELDS[f], parts[f], Field.Store.NO));
          }
        }
        if (!parts[3].isEmpty()) {
          document.add(new StringField("initial", parts[3].substring(0, 1), Field.Store.NO));
        }
        writer.addDocument(document);
      }
      writer.forceMerge(1);
    }
  }

  private static Query fuzzy(String field, String word, int expansions) {
    if (word.length() == 1) return new TermQuery(new Term("initial", word));
    return new FuzzyQuery(new Term(field, word), 2, 0, expansions, true);
  }

  private static Query query(String[] parts, int expansions) {
    BooleanQuery query = new BooleanQuery();
    for (int f = 1; f <= 3; ++f) {
      if (!parts[f].isEmpty()) {
        query.add(fuzzy(FIELDS[f], parts[f], expansions), BooleanClause.Occur.SHOULD);
      }
    }
    if (!parts[4].isEmpty()) {
      int year = Integer.parseInt(parts[4].substring(0, 4));
      BooleanQuery days = new BooleanQuery(true);
      for (int y = year - 1; y <= year + 1; ++y) {
        days.add(new TermQuery(new Term("day", y + parts[4].substring(4))),
            BooleanClause.Occur.SHOULD);
      }
      query.add(days, BooleanClause.Occur.SHOULD);
    }
    return query;
  }

  private static double percentile(double[] sorted, double share) {
    return sorted[Math.min(sorted.length - 1, (int) (share * sorted.length))];
  }

  public static void main(String[] words) throws Exception {
    MMapDirectory folder = new MMapDirectory(new File(words[2]));
    long start = System.nanoTime();
    build(words[0], folder);
    System.out.printf("lucene build seconds\t%.1f%n", (System.nanoTime() - start) / 1e9);
    long bytes = 0;
    for (String file : folder.listAll()) bytes += folder.fileLength(file);
    System.out.printf("lucene index MB\t%d%n", bytes >> 20);
    List<String[]> questions = new ArrayList<>();
    try (BufferedReader in = open(words[1])) {
      for (String line; (line = in.readLine()) != null; ) questions.add(line.split("\t", -1));
    }
    DirectoryReader reader = DirectoryReader.open(folder);
    IndexSearcher searcher = new IndexSearcher(reader);
    for (int w = 3; w < words.length; ++w) {
      int expansions = Integer.parseInt(words[w]);
      BooleanQuery.setMaxClauseCount(Math.max(1024, expansions * 4));
      double[] ms = new double[questions.size()];
      int found = 0;
      TreeMap<String, int[]> by = new TreeMap<>();
      for (int pass = 0; pass < 2; ++pass) { // the first warms up
        found = 0;
        by.clear();
        for (int i = 0; i < questions.size(); ++i) {
          String[] parts = questions.get(i);
          long at = System.nanoTime();
          ScoreDoc[] hits = searcher.search(query(parts, expansions), 10).scoreDocs;
          boolean seen = false;
          for (ScoreDoc hit : hits) {
            seen |= searcher.doc(hit.doc).get("row").equals(parts[0]);
          }
          ms[i] = (System.nanoTime() - at) / 1e6;
          int[] count = by.computeIfAbsent(parts[5], key -> new int[2]);
          ++count[0];
          if (seen) {
            ++found;
            ++count[1];
          }
        }
      }
      Arrays.sort(ms);
      String name = "lucene " + expansions + " expansions ";
      System.out.printf("%sp50 ms\t%.3f%n", name, percentile(ms, 0.5));
      System.out.printf("%sp99 ms\t%.3f%n", name, percentile(ms, 0.99));
      System.out.printf("%srecall@10\t%.4f%n", name, (double) found / questions.size());
      for (var one : by.entrySet()) {
        System.out.printf("%sedits %s recall@10\t%.4f%n", name, one.getKey(),
            (double) one.getValue()[1] / one.getValue()[0]);
      }
    }
  }
}
