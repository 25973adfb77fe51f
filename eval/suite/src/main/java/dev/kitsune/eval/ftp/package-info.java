/** The load on ftp-server: sessions in different states, transfers under way, short visits. */
@NullMarked
package dev.kitsune.eval.ftp;

import org.jspecify.annotations.NullMarked;
