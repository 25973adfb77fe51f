package dev.kitsune.cli;

/**
 * Marks a picocli {@code @Command} class as a subcommand of {@code kitsune} that another module
 * brings along; found by {@link java.util.ServiceLoader}.
 */
public interface Subcommand {}
