package dev.kitsune.kv.model;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** A model says something about the server only if it shares nothing with it. */
@AnalyzeClasses(packages = "dev.kitsune.kv.model")
final class ModelArchitectureTest {

  @ArchTest
  static final ArchRule model_knowsNothingOfTheServer =
      classes()
          .that()
          .haveSimpleNameNotEndingWith("Test")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "org.jspecify.annotations", "dev.kitsune.kv.model");
}
