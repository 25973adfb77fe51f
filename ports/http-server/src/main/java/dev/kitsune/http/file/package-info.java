/** Files of the web root and the thread that sends them. */
@NullMarked
package dev.kitsune.http.file;

import org.jspecify.annotations.NullMarked;
