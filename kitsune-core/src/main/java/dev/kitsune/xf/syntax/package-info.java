/** The text of a {@code .xf} file: tokens, the syntax tree with positions, and its errors. */
@NullMarked
package dev.kitsune.xf.syntax;

import org.jspecify.annotations.NullMarked;
