package dev.kitsune.eval;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "dev.kitsune.eval", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule NO_PACKAGE_CYCLES =
      slices().matching("dev.kitsune.eval.(*)..").should().beFreeOfCycles();

  /** What judges a server must know nothing of it but its protocol. */
  @ArchTest
  static final ArchRule NOTHING_OF_THE_PORTS =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("dev.kitsune.kv..", "dev.kitsune.ftp..", "dev.kitsune.http..");

  @ArchTest
  static final ArchRule LOAD_KNOWS_NOTHING_OF_THE_RUNTIME =
      noClasses()
          .that()
          .resideInAnyPackage(
              "..eval.load..",
              "..eval.subject..",
              "..eval.kv..",
              "..eval.ftp..",
              "..eval.http..",
              "..eval.stats..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "dev.kitsune",
              "dev.kitsune.update..",
              "dev.kitsune.internal..",
              "dev.kitsune.control..");
}
