package dev.kitsune.eval.subject;

/**
 * What load there was, as it stands in the report.
 *
 * @param rate arrivals a second, open loop
 * @param connections held open, the probe's included
 * @param keys what the server holds: keys, sessions, listeners
 * @param valueBytes of one value, file or record that is checked
 */
public record Workload(
    String kind,
    double rate,
    double probeRate,
    int connections,
    long keys,
    long valueBytes,
    long seed) {}
