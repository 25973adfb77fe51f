/** What a run says: tables for people, report.json for programs, and the machine it ran on. */
@NullMarked
package dev.kitsune.eval.report;

import org.jspecify.annotations.NullMarked;
