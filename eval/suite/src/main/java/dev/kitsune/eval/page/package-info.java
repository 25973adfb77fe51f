/** The report as one HTML page and CSV files, made of {@code report.json} and the raw logs. */
@NullMarked
package dev.kitsune.eval.page;

import org.jspecify.annotations.NullMarked;
