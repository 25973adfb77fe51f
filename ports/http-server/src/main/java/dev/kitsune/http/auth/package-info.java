/** Listeners' authentication by password files. */
@NullMarked
package dev.kitsune.http.auth;

import org.jspecify.annotations.NullMarked;
