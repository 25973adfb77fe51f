/** The stream of ftp-server: every version on its own, and every step while clients are served. */
@NullMarked
package dev.kitsune.ftp;

import org.jspecify.annotations.NullMarked;
