package dev.kitsune.internal;

/** Marks the class loaders that hold a program's classes. */
public interface ProgramClassLoader {}
