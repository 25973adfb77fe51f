/** The transfer log in both of its formats. */
@NullMarked
package dev.kitsune.ftp.log;

import org.jspecify.annotations.NullMarked;
