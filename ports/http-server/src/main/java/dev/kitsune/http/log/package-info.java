/** The access, error and playlist logs in the release's formats. */
@NullMarked
package dev.kitsune.http.log;

import org.jspecify.annotations.NullMarked;
