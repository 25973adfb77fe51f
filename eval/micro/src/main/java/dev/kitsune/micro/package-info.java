/** JMH benchmarks of what a program pays while no update is wanted. */
@NullMarked
package dev.kitsune.micro;

import org.jspecify.annotations.NullMarked;
