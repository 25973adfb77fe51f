package dev.kitsune.unit;

import java.util.List;

/**
 * The grain of class sharing: one package of a program, or packages that depend on each other in a
 * cycle.
 *
 * @param name its package, or its packages joined by {@code +}; {@code (default)} stands for the
 *     unnamed package
 * @param packages sorted
 * @param classes binary names, sorted
 * @param resources paths in the jar, sorted
 * @param dependencies sorted names of the other units of the program that its classes name
 * @param digest of its own classes and resources and their names, in hexadecimal
 */
public record ClassUnit(
    String name,
    List<String> packages,
    List<String> classes,
    List<String> resources,
    List<String> dependencies,
    String digest) {}
