package dev.kitsune.xf.syntax;

/**
 * A place in a {@code .xf} file.
 *
 * @param offset from the beginning, in characters
 * @param line from 1
 * @param column from 1
 */
public record Position(int offset, int line, int column) {}
