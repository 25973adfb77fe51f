/** What a program must offer so that the suite can load it and judge its answers. */
@NullMarked
package dev.kitsune.eval.subject;

import org.jspecify.annotations.NullMarked;
