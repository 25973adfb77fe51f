/** Text as it is on the wire: bytes, and patterns over them. */
@NullMarked
package dev.kitsune.ftp.text;

import org.jspecify.annotations.NullMarked;
