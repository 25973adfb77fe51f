/** The control socket, its client, and the JMX bean. */
@NullMarked
package dev.kitsune.control;

import org.jspecify.annotations.NullMarked;
