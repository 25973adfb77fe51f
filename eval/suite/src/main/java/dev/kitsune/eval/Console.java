package dev.kitsune.eval;

import dev.kitsune.eval.report.Table;
import java.io.PrintWriter;
import java.util.Locale;

/** What a command says: results to its output, progress beside it. */
final class Console {

  private final PrintWriter out;
  private final PrintWriter err;
  private final long startNanos = System.nanoTime();

  Console(PrintWriter out, PrintWriter err) {
    this.out = out;
    this.err = err;
  }

  void line(String text) {
    out.println(text);
    out.flush();
  }

  void table(Table table) {
    out.println();
    out.print(table.text());
    out.flush();
  }

  /** Says what goes on, with the time since the start. */
  void progress(String text) {
    double seconds = (System.nanoTime() - startNanos) / 1e9;
    err.println(String.format(Locale.ROOT, "[%5.1f s] %s", seconds, text));
    err.flush();
  }

  void error(String text) {
    err.println("kitsune: " + text.replaceAll("\\s*[\\r\\n]+\\s*", " "));
    err.flush();
  }
}
