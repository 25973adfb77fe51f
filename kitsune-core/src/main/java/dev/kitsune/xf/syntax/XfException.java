package dev.kitsune.xf.syntax;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** A specification that is wrong; the message has a line for each problem, in order of the file. */
@SuppressWarnings("serial")
public final class XfException extends Exception {

  private final List<Problem> problems;

  /** Makes an exception of at least one problem. */
  public XfException(List<Problem> problems) {
    super(
        problems.stream()
            .sorted(Comparator.comparingInt(problem -> problem.at().offset()))
            .map(Problem::toString)
            .collect(Collectors.joining("\n")));
    this.problems =
        problems.stream()
            .sorted(Comparator.comparingInt(problem -> problem.at().offset()))
            .toList();
  }

  /** Returns the problems, in order of the file. */
  public List<Problem> problems() {
    return problems;
  }
}
