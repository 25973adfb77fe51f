/** Load-time weaving of program classes (ASM). */
@NullMarked
package dev.kitsune.weave;

import org.jspecify.annotations.NullMarked;
