package dev.kitsune.eval.experiment;

import dev.kitsune.update.UpdateReport;
import java.util.List;

/**
 * What updates of one kind cost at one size of the state.
 *
 * @param change {@code none} if no class of the store changed, {@code entry} if every entry's did
 * @param first the first update of the process, whose code is cold
 * @param later all others, both ways
 * @param peakHeapBytes the sum of the pools' peaks since the data was loaded: an upper bound
 * @param keys of DBSIZE at the end
 * @param wrongValues of 1,000 random ones at the end
 * @param failure why the row does not count; empty if it does
 */
public record StateSizeRow(
    String collector,
    String change,
    int entries,
    Figures first,
    List<Figures> later,
    long peakHeapBytes,
    long peakRssBytes,
    long keys,
    int wrongValues,
    String failure) {

  /**
   * One update.
   *
   * @param gapMs the longest time without an answer that the probe saw around it
   */
  public record Figures(
      String from,
      String to,
      double pauseMs,
      double gapMs,
      UpdateReport.Phases phases,
      UpdateReport.Objects objects) {}
}
