/** Data connections, and the threads that move data over them. */
@NullMarked
package dev.kitsune.ftp.transfer;

import org.jspecify.annotations.NullMarked;
