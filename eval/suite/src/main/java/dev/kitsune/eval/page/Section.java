package dev.kitsune.eval.page;

import dev.kitsune.eval.report.Table;
import java.util.List;

/**
 * One part of a page: tables first, then plots.
 *
 * @param id unique in the page, also the CSV files' name
 */
record Section(String id, String title, String about, List<Table> tables, List<Plot> plots) {}
