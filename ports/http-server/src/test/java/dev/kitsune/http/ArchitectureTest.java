package dev.kitsune.http;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The layers, which are also the grain in which an update shares code and data. */
@AnalyzeClasses(packages = "dev.kitsune.http", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

  @ArchTest
  static final ArchRule packages_haveNoCycles =
      slices().matching("dev.kitsune.http.(**)").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule program_usesOnlyThePublicApi =
      classes()
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "java..",
              "org.jspecify.annotations",
              "org.apache.mina..",
              "javax.xml..",
              "org.w3c.dom..",
              "org.xml.sax..",
              "dev.kitsune",
              "dev.kitsune.blocking",
              "dev.kitsune.mina",
              "dev.kitsune.http..");
}
