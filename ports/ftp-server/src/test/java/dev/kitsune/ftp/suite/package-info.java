/** The protocol suite: cases that hold for every version, run against any server of the stream. */
@NullMarked
package dev.kitsune.ftp.suite;

import org.jspecify.annotations.NullMarked;
