package dev.kitsune.eval.experiment;

import org.jspecify.annotations.Nullable;

/**
 * One update at a share of what the old version can do.
 *
 * @param capacityPerSecond the highest rate, of those tried, that was kept up with
 * @param share of it that the load had
 * @param coldRecoveryS how long a cold-started new version takes until it keeps pace with the same
 *     load; null if it did not in the window
 * @param step the update, as in the other table, with its timeline
 */
public record CapacityRow(
    String subject,
    double capacityPerSecond,
    double share,
    @Nullable Double coldRecoveryS,
    StepRow step) {}
