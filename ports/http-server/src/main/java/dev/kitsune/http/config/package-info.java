/** What an icecast.xml says. */
@NullMarked
package dev.kitsune.http.config;

import org.jspecify.annotations.NullMarked;
