package dev.kitsune.xf.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The syntax tree of one specification.
 *
 * @param preamble code for all rules, or null
 * @param rules in the order of the file
 */
public record XfFile(SourceText source, @Nullable Block preamble, List<Rule> rules) {

  /** Reads a specification, or throws with its first error. */
  public static XfFile parse(String file, String text) throws XfException {
    return new Parser(new SourceText(file, text)).parse();
  }
}
