package dev.kitsune.eval.experiment;

import java.time.Duration;

/**
 * How long the load runs around an update.
 *
 * @param warmUp not counted, so that both sides are compiled code
 * @param window before and after the update
 */
public record Timing(Duration warmUp, Duration window) {}
