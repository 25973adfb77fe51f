package dev.kitsune.eval.page;

import java.util.List;
import java.util.Set;

/** Knows one part of a report, and what a page shows of it. */
interface Part {

  /** Returns the top-level keys of the report that it reads. */
  Set<String> keys();

  /** Returns what there is to show; no section if the report has nothing of it. */
  List<Section> sections(ReportFolder report);
}
