/** Starts the server and turns connections into sessions. */
@NullMarked
package dev.kitsune.ftp;

import org.jspecify.annotations.NullMarked;
